import type { Change } from "../../desk.ts";
import type { Fact } from "../../reports/mod.ts";
import type { TermChange } from "../../search/analysis/mod.ts";
import {
  type Entry,
  type Key,
  type KeyRange,
  type KeyValueStore,
  type ListOptions,
  toKeyIdentity,
} from "../port/mod.ts";
import { isCounterKey } from "../schema/mod.ts";
import type { CommitDraft } from "./commit_draft.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Transaction } from "./transaction.ts";

/** The data that a transaction reads: committed, being committed, and staged by its own group. */
export interface TransactionBase {
  snapshot: Snapshot;
  draft: CommitDraft;
  /** Returns the entry that the current commit writes at a key; undefined if it writes none. */
  getPendingEntry: (identity: string) => Entry | undefined;
  /** The store to list; null for a rule that shares its commit. */
  listSource: KeyValueStore | null;
  /** No other process can write before the commit. */
  isExclusive: boolean;
}

/** A {@linkcode Transaction} that drafts the reads and writes of its rule. */
export class RuleTransaction implements Transaction {
  readonly now: number;
  /** True if the rule read data that is not committed yet. Then its outcome is only certain after that commit. */
  sawUncommitted = false;
  readonly #base: TransactionBase;
  #hasEnded = false;

  constructor(base: TransactionBase, now: number) {
    this.#base = base;
    this.now = now;
  }

  get<T>(key: Key): Promise<T | null> {
    return this.#read<T>(key, true);
  }

  peek<T>(key: Key): Promise<T | null> {
    return this.#read<T>(key, !this.#base.isExclusive);
  }

  async #read<T>(key: Key, isChecked: boolean): Promise<T | null> {
    if (isCounterKey(key)) throw new TypeError(`Cannot read ${toKeyIdentity(key)} in a rule: it is a counter`);
    const { draft, getPendingEntry, snapshot } = this.#base;
    const identity = toKeyIdentity(key);
    const write = draft.getWrite(identity);
    if (write !== undefined) {
      if (!draft.isFromCurrentRule(write)) this.sawUncommitted = true;
      return write.value === null ? null : write.value.value as T;
    }
    const pending = getPendingEntry(identity);
    if (pending !== undefined) this.sawUncommitted = true;
    const entry = pending ?? await snapshot.get(identity, key);
    if (isChecked) this.#draft.recordRead(identity, entry);
    return entry.value as T | null;
  }

  async getVersionstamp(key: Key): Promise<string | null> {
    const { draft, getPendingEntry, snapshot } = this.#base;
    const identity = toKeyIdentity(key);
    if (draft.getWrite(identity) !== undefined) return null;
    return (getPendingEntry(identity) ?? await snapshot.get(identity, key)).versionstamp;
  }

  set(key: Key, value: unknown, options: { expireIn?: number } = {}): void {
    this.#draft.set(key, value, options.expireIn);
  }

  delete(key: Key): void {
    this.#draft.delete(key);
  }

  add(key: Key, amount: number): void {
    this.#draft.add(key, amount);
  }

  changeIndex(ticket: number, changes: readonly TermChange[]): void {
    this.#draft.changeIndex(ticket, changes);
  }

  recordFacts(facts: readonly Fact[]): void {
    this.#draft.recordFacts(facts);
  }

  recordChange(change: Change): void {
    this.#draft.recordChange(change);
  }

  /** Ends the rule. Calls that it did not wait for throw from now on. */
  end(): void {
    this.#hasEnded = true;
  }

  list<T>(range: KeyRange, options?: ListOptions): AsyncIterable<{ key: Key; value: T }> {
    if (this.#base.listSource === null) throw new Error("Cannot list in a rule that shares its commit");
    return this.#base.listSource.list<T>(range, options);
  }

  get #draft(): CommitDraft {
    if (this.#hasEnded) throw new Error("The rule has ended: its transaction cannot be used any more");
    return this.#base.draft;
  }
}
