/**
 * The change log, and the two ways to follow it: reports to listeners, and copies of stored data in memory.
 *
 * @module
 */

export { ChangeFollower } from "./change_follower.ts";
export { KvChanges } from "./changes.ts";
export { CoalescedTask } from "./coalesced_task.ts";
export { listCommits, readLatestCommit, toStartAfter } from "./log.ts";
