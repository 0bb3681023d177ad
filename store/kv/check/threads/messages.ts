/** The messages between the main thread of a check and the others. */

import type { DeskContext } from "../reading/mod.ts";
import type { CheckTask } from "./check_task.ts";
import type { PartResult } from "./part_check.ts";

/** A message of the main thread. */
export type Order =
  /** Take a snapshot of the store at this path. */
  | { kind: "open"; path: string }
  /** Do tasks, each taken from the list that all threads share. */
  | { kind: "run"; tasks: readonly CheckTask[]; progress: Int32Array<SharedArrayBuffer> }
  /** The context of the tickets, once it is read. */
  | { kind: "context"; context: DeskContext };

/** A message of another thread. */
export type Report =
  /** The version of the snapshot that was taken. */
  | { kind: "opened"; version: string }
  /** No task is left. */
  | { kind: "done"; result: PartResult }
  | { kind: "failed"; reason: string };
