/** Running a program to its end while looking at its memory. */

import type { CommandLine } from "../programs/program.ts";
import { MEMORY_IS_KNOWN, memoryOf } from "./memory.ts";

export interface WatchedRun {
  /** From start to end. */
  seconds: number;
  /** The most memory that it held; undefined where the system doesn't tell. */
  megabytes: number | undefined;
}

/** How often its memory is looked at: the most so far is counted by the system, so only the last moment is missed. */
const EVERY_MS = 25;

/**
 * Runs a program.
 *
 * @throws {Error} When it fails, with what it wrote to standard error.
 */
export async function runWatched({ program, args }: CommandLine): Promise<WatchedRun> {
  const began = performance.now();
  const child = new Deno.Command(program, { args: [...args], stdin: "null", stdout: "null", stderr: "piped" }).spawn();
  let megabytes: number | undefined;
  const look = () => memoryOf(child.pid).then(({ highest }) => megabytes = highest, () => {}); // it may have ended
  const timer = MEMORY_IS_KNOWN ? setInterval(look, EVERY_MS) : undefined;
  const { success, stderr } = await child.output();
  const seconds = (performance.now() - began) / 1000;
  clearInterval(timer);
  if (!success) throw new Error(`${[program, ...args].join(" ")} failed:\n${new TextDecoder().decode(stderr)}`);
  return { seconds, megabytes };
}
