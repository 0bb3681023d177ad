/** The interfaces between the rules of the desk and the queue that commits their changes. */

import type { Change } from "../../desk.ts";
import type { Fact } from "../../reports/mod.ts";
import type { TermChange } from "../../search/analysis/mod.ts";
import type { Entry, Key, KeyRange, KeyValueStore, ListOptions } from "../port/mod.ts";

/**
 * The view that a rule has of the store. Reads see what earlier rules of the same commit staged. Nothing is written before
 * the commit, and a rule that throws stages nothing.
 */
export interface Transaction {
  /** The time of this change, in milliseconds since the epoch. It is the same throughout the rule. */
  readonly now: number;
  /** Reads a value. If another writer changes it before the commit, the rule runs again. */
  get<T>(key: Key): Promise<T | null>;
  /**
   * Reads a value like `get`, but without a check where no other process can write before the commit: a commit has few checks.
   */
  peek<T>(key: Key): Promise<T | null>;
  /** Returns the versionstamp of the value that `get` read; null if there is none, or if it is not committed yet. */
  getVersionstamp(key: Key): Promise<string | null>;
  /** @param options.expireIn In milliseconds. */
  set(key: Key, value: unknown, options?: { expireIn?: number }): void;
  delete(key: Key): void;
  /** Adds to a counter. No other method takes the key of a counter. */
  add(key: Key, amount: number): void;
  /** Lists committed entries. Only rules that run `alone` may list. */
  list<T>(range: KeyRange, options?: ListOptions): AsyncIterable<{ key: Key; value: T }>;
  /** Changes the postings of a ticket. Readers of the index see the change with this commit. */
  changeIndex(ticket: number, changes: readonly TermChange[]): void;
  /** Adds to the counts of reports. */
  recordFacts(facts: readonly Fact[]): void;
  /** Adds the change to the change log, which every process reads. */
  recordChange(change: Change): void;
}

/** A decision about a change: reads, checks and stages writes. It may run several times before its commit succeeds. */
export type Rule<T> = (transaction: Transaction) => Promise<T>;

export interface CommitOptions {
  /** Keys that the rule will `get`. They are read together before it runs. */
  reads?: readonly Key[];
  /** Entries that were read before. The rule gets them unread, and the commit checks them. After a conflict they are read. */
  known?: readonly Entry[];
  /** The rule lists ranges, and so shares its commit with no other rule. */
  alone?: boolean;
}

/** Commits rules. */
export interface Commits {
  /** Runs the rule and returns its result once its writes are durable. */
  commit<T>(rule: Rule<T>, options?: CommitOptions): Promise<T>;
}

/** An open store. Reads go through `kv`, writes only through `commits`. */
export interface Store {
  readonly kv: KeyValueStore;
  readonly commits: Commits;
  /** Returns the current time, in milliseconds since the epoch. */
  readonly now: () => number;
}
