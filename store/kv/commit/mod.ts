/**
 * Commits: rules decide changes, and a queue writes many of them at once.
 *
 * @module
 */

export { type Delta, FACT, parseFact } from "./delta.ts";
export { CommitQueue } from "./commit_queue.ts";
export {
  type CallIdentity,
  type ChangeCall,
  commitOnce,
  type CommittedResult,
  eraseFingerprint,
  eraseResult,
  findResult,
  hashJson,
  hasResult,
  identifyCall,
  stageResult,
  type StoredResult,
  toCallerParts,
  toMismatch,
} from "./idempotency.ts";
export type { CommitOptions, Commits, Rule, Store, Transaction } from "./transaction.ts";
