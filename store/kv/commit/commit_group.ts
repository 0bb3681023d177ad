import { deepFreeze, type Entry, type Key, type KeyValueStore } from "../port/mod.ts";
import { CommitDraft } from "./commit_draft.ts";
import { findExceededLimit, type Weight } from "./commit_limits.ts";
import { RuleTransaction, type TransactionBase } from "./rule_transaction.ts";
import { Snapshot } from "./snapshot.ts";
import type { Rule } from "./transaction.ts";

/** The outcome of a rule in its group. */
export type RuleOutcome =
  /** Its writes are staged. Its caller gets the result after the commit. */
  | { kind: "decided"; result: unknown }
  /** It threw and staged nothing. Unless `certain`, it had read uncommitted data. */
  | { kind: "failed"; error: unknown; certain: boolean }
  /** It staged nothing, because it does not fit in the group. */
  | { kind: "no_room"; excess: string };

/**
 * The rules that share a commit. Each runs on the data that the ones before it have staged.
 *
 * A group may start while the group before it is being committed. Its rules see the writes of that group, and its own
 * commit checks that they were committed.
 */
export class CommitGroup {
  readonly #kv: KeyValueStore;
  readonly #limits: Weight;
  readonly #snapshot: Snapshot;
  readonly #draft = new CommitDraft();
  #before: CommitGroup | null;
  readonly #base: TransactionBase;
  /** Entries that this group writes. Their versionstamp is missing until the commit. */
  readonly #written = new Map<string, Entry>();
  #versionstamp: string | null = null;

  /**
   * @param before The group that must be committed first.
   * @param isExclusive No other process can write before the commit.
   */
  constructor(kv: KeyValueStore, limits: Weight, before: CommitGroup | null, isExclusive: boolean) {
    this.#kv = kv;
    this.#limits = limits;
    this.#snapshot = new Snapshot(kv);
    this.#before = before;
    this.#base = {
      snapshot: this.#snapshot,
      draft: this.#draft,
      getPendingEntry: (identity) => this.#before === null ? undefined : this.#before.#getWrittenEntry(identity),
      listSource: null,
      isExclusive,
    };
  }

  /** Takes entries as read, unless their keys are read already. */
  assume(entries: readonly Entry[]): void {
    this.#snapshot.assume(entries);
  }

  /** Reads the keys that the next rules need, all at once. */
  async prefetch(keys: readonly Key[]): Promise<void> {
    await this.#snapshot.prefetch(keys, (identity) => !this.#isWritten(identity));
  }

  /** Reports whether this group or the one before writes the key. */
  #isWritten(identity: string): boolean {
    return this.#draft.getWrite(identity) !== undefined || (this.#before !== null && this.#before.#isWritten(identity));
  }

  /** Runs a rule. Its draft becomes part of the group, unless it throws or does not fit. */
  async runRule(rule: Rule<unknown>, { now, alone }: { now: number; alone: boolean }): Promise<RuleOutcome> {
    const transaction = new RuleTransaction(alone ? { ...this.#base, listSource: this.#kv } : this.#base, now);
    this.#draft.startRule();
    try {
      const result = await rule(transaction);
      const excess = findExceededLimit(this.#draft.weight, this.#limits);
      if (excess === null) return { kind: "decided", result };
      this.#draft.rollBack();
      return { kind: "no_room", excess };
    } catch (error) {
      this.#draft.rollBack();
      return { kind: "failed", error, certain: !transaction.sawUncommitted };
    } finally {
      transaction.end();
    }
  }

  /**
   * Commits the draft, provided that nothing the rules have read has changed.
   *
   * @returns The versionstamp; `conflict` if another writer was first and nothing was written; `nothing` if there was
   *   nothing to write.
   */
  async commit(): Promise<{ versionstamp: string } | "conflict" | "nothing"> {
    this.#before = null; // all rules have run, and a chain of groups must not stay in memory
    if (this.#draft.isNoop) return "nothing";
    const result = await this.#kv.commit(this.#draft.toOperation());
    if (!result.ok) return "conflict";
    this.#stamp(result.versionstamp);
    return { versionstamp: result.versionstamp };
  }

  /** Returns the entry at the key after the commit of this group; undefined if the group does not write it. */
  #getWrittenEntry(identity: string): Entry | undefined {
    const write = this.#draft.getWrite(identity);
    if (write === undefined) return undefined;
    const known = this.#written.get(identity);
    if (known !== undefined) return known;
    const { key, value } = write;
    const entry: Entry = value === null
      ? { key, value: null, versionstamp: null }
      : { key, value: deepFreeze(value.value), versionstamp: this.#versionstamp };
    this.#written.set(identity, entry);
    return entry;
  }

  #stamp(versionstamp: string): void {
    this.#versionstamp = versionstamp;
    for (const [identity, entry] of this.#written) {
      if (this.#draft.getWrite(identity)!.value !== null) entry.versionstamp = versionstamp;
    }
  }
}
