/** The rules that share one commit. */

import { CommitDraft } from "./commit_draft.ts";
import { findExceededLimit, type Weight } from "./commit_limits.ts";
import { type SendCommit, sendUnmarked } from "../connection/marked_commits.ts";
import { RuleTransaction, type TransactionBase } from "./rule_transaction.ts";
import { type Entry, Snapshot } from "./snapshot.ts";
import type { Rule } from "./transaction.ts";
import { deepFreeze } from "../port/value.ts";

/** What became of a rule in its group. */
export type RuleOutcome =
  /** Its writes are in the draft; its caller gets the answer after the commit. */
  | { kind: "decided"; answer: unknown }
  /** Threw, and drafted nothing. Unless `certain`, it had seen what isn't committed yet. */
  | { kind: "failed"; error: unknown; certain: boolean }
  /** Drafted nothing, because the group has no room left for it. */
  | { kind: "no_room"; excess: string };

/**
 * Runs rules one after another, each on what the ones before it have drafted, and commits them as one. It may begin while
 * the group before it is being committed: its rules see what that one writes, and its own commit checks that this was
 * written.
 */
export class CommitGroup {
  readonly #kv: Deno.Kv;
  readonly #limits: Weight;
  readonly #send: SendCommit;
  readonly #snapshot: Snapshot;
  readonly #draft = new CommitDraft();
  #before: CommitGroup | null;
  readonly #ground: TransactionBase;
  /** Entries as they are once this group is committed: until then their versionstamp is missing. */
  readonly #written = new Map<string, Entry>();
  #versionstamp: string | null = null;

  /** @param before The group that must be committed before this one can be. */
  constructor(kv: Deno.Kv, limits: Weight, send: SendCommit = sendUnmarked, before: CommitGroup | null = null) {
    this.#kv = kv;
    this.#limits = limits;
    this.#send = send;
    this.#snapshot = new Snapshot(kv);
    this.#before = before;
    this.#ground = {
      snapshot: this.#snapshot,
      draft: this.#draft,
      getPendingEntry: (identity) => this.#before === null ? undefined : this.#before.#entryWritten(identity),
      listSource: null,
    };
  }

  /** Reads the keys that the next rules will ask for, all at once. */
  async prefetch(keys: readonly Deno.KvKey[]): Promise<void> {
    await this.#snapshot.prefetch(keys, (identity) => !this.#isWritten(identity));
  }

  /** Whether this group writes the key, or the one before. */
  #isWritten(identity: string): boolean {
    return this.#draft.getWrite(identity) !== undefined || (this.#before !== null && this.#before.#isWritten(identity));
  }

  /** Runs one rule; what it drafts is the group's, unless it throws or doesn't fit. */
  async runRule(rule: Rule<unknown>, { now, alone }: { now: number; alone: boolean }): Promise<RuleOutcome> {
    const transaction = new RuleTransaction(alone ? { ...this.#ground, listSource: this.#kv } : this.#ground, now);
    this.#draft.startRule();
    try {
      const answer = await rule(transaction);
      const over = findExceededLimit(this.#draft.weight, this.#limits);
      if (over === null) return { kind: "decided", answer };
      this.#draft.rollBack();
      return { kind: "no_room", excess: over };
    } catch (error) {
      this.#draft.rollBack();
      return { kind: "failed", error, certain: !transaction.sawUncommitted };
    } finally {
      transaction.end();
    }
  }

  /**
   * Writes what was drafted, provided that nothing which the rules have read has changed.
   *
   * @returns The versionstamp of the commit; `conflict` when another writer came between, and nothing was written;
   *   `nothing` when there was nothing to write.
   */
  async commit(): Promise<{ versionstamp: string } | "conflict" | "nothing"> {
    this.#before = null; // every rule was run, and whole chains of groups must not stay in memory
    if (this.#draft.isNoop) return "nothing";
    const commit = this.#kv.atomic();
    this.#draft.applyTo(commit, this.#kv);
    const result = await this.#send(commit);
    if (!result.ok) return "conflict";
    this.#stamp(result.versionstamp);
    return { versionstamp: result.versionstamp };
  }

  /** What will be at the key once this group is committed; undefined when it writes nothing there. */
  #entryWritten(identity: string): Entry | undefined {
    const write = this.#draft.getWrite(identity);
    if (write === undefined) return undefined;
    const known = this.#written.get(identity);
    if (known !== undefined) return known;
    const { key, value } = write;
    const entry = value === null
      ? { key, value: null, versionstamp: null }
      : { key, value: deepFreeze(value.value), versionstamp: this.#versionstamp } as Entry;
    this.#written.set(identity, entry);
    return entry;
  }

  #stamp(versionstamp: string): void {
    this.#versionstamp = versionstamp;
    for (const [identity, entry] of this.#written) {
      if (this.#draft.getWrite(identity)!.value !== null) Object.assign(entry, { versionstamp });
    }
  }
}
