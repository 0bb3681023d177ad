/** The port between the rules of the desk and the queue that commits what they decide. */

import type { Change } from "../../desk.ts";

/**
 * One change of the desk while it is being decided. Reads see what earlier changes of the same commit staged; nothing
 * is written before the whole commit is, and a rule that throws leaves no trace.
 */
export interface Transaction {
  /** The present of this change, in milliseconds since the epoch; the same for everything in it. */
  readonly now: number;
  /** The value at `key`. The commit is tried again, from the rule's top, when another writer changes it meanwhile. */
  get<T>(key: Deno.KvKey): Promise<T | null>;
  set(key: Deno.KvKey, value: unknown, options?: { expireIn?: number }): void;
  delete(key: Deno.KvKey): void;
  /** Adds to a counter, or takes away; counters are `KvU64` and are touched by nothing else. */
  add(key: Deno.KvKey, amount: number): void;
  /** The keys of a range as they were committed: only for rules that run `alone`. */
  list<T>(selector: Deno.KvListSelector, options?: Deno.KvListOptions): AsyncIterable<{ key: Deno.KvKey; value: T }>;
  /** Says in the change log, which every process follows, that this changed. */
  recordChange(change: Change): void;
}

/** A rule that decides a change: reads, checks, stages writes, and gives the answer that its caller gets after the commit. */
export type Rule<T> = (transaction: Transaction) => Promise<T>;

export interface CommitOptions {
  /** Keys that the rule will `get`: they are read together, before it runs. */
  reads?: readonly Deno.KvKey[];
  /** The rule lists ranges, so it shares its commit with no other. */
  alone?: boolean;
}

/** Takes rules and answers each once its writes are durable. */
export interface Commits {
  commit<T>(rule: Rule<T>, options?: CommitOptions): Promise<T>;
}
