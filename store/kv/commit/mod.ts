/**
 * Commits: rules decide changes, and a queue writes many of them at once.
 *
 * @module
 */

export { type Delta, FACT, parseFact } from "./delta.ts";
export { CommitQueue } from "./commit_queue.ts";
export { type ChangeCall, commitOnce, type CommittedResult, hashJson, toCallerParts } from "./idempotency.ts";
export type { CommitOptions, Commits, Rule, Store, Transaction } from "./transaction.ts";
