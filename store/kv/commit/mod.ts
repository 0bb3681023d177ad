/**
 * Commits: rules decide changes, and a queue writes many of them at once.
 *
 * @module
 */

export { CommitQueue } from "./commit_queue.ts";
export { DryRun } from "./dry_run.ts";
export { type ChangeCall, commitOnce, type CommittedResult } from "./idempotency.ts";
export type { Store } from "./store.ts";
export type { CommitOptions, Commits, Rule, Transaction } from "./transaction.ts";
