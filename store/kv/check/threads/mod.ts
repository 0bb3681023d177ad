/**
 * The work of a check, which several threads share.
 *
 * @module
 */

export { type CheckTask, listTasks } from "./check_task.ts";
export { CheckThreads } from "./check_threads.ts";
export { PartCheck } from "./part_check.ts";
