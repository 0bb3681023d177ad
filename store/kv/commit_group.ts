/** The rules that share one commit. */

import { addedWeight, excess, sumOf, type Weight } from "./commit_limits.ts";
import { type SendCommit, sendPlainly } from "./marked_commits.ts";
import { RuleTransaction } from "./rule_transaction.ts";
import { identityOf } from "./key.ts";
import { type Entry, Snapshot } from "./snapshot.ts";
import { Staging } from "./staging.ts";
import type { Rule } from "./transaction.ts";
import { frozen } from "./value.ts";

/** What became of a rule in its group. */
export type Outcome =
  /** Staged; its caller gets the answer after the commit. */
  | { kind: "staged"; answer: unknown }
  /** Threw, and staged nothing. Unless `certain`, it had seen what isn't committed yet. */
  | { kind: "failed"; error: unknown; certain: boolean }
  /** Staged nothing, because the group has no room left for it. */
  | { kind: "no_room"; excess: string };

/**
 * Runs rules one after another, each on what the ones before it have staged, and commits them as one. It may begin while
 * the group before it is being committed: its rules see what that one writes, and its own commit checks that this was
 * written.
 */
export class CommitGroup {
  readonly #kv: Deno.Kv;
  readonly #limits: Weight;
  readonly #send: SendCommit;
  readonly #snapshot: Snapshot;
  readonly #staged = new Staging();
  readonly #reads = new Map<string, Entry>();
  #before: CommitGroup | null;
  /** Entries as they are once this group is committed: until then their versionstamp is missing. */
  readonly #written = new Map<string, Entry>();
  #versionstamp: string | null = null;
  #weight: Weight = { checks: 0, mutations: 0, keyBytes: 0, bytes: 0, changeBytes: 0 };

  /** @param before The group that must be committed before this one can be. */
  constructor(kv: Deno.Kv, limits: Weight, send: SendCommit = sendPlainly, before: CommitGroup | null = null) {
    this.#kv = kv;
    this.#limits = limits;
    this.#send = send;
    this.#snapshot = new Snapshot(kv);
    this.#before = before;
  }

  /** Reads the keys that the next rules will ask for, all at once. */
  async prefetch(keys: readonly Deno.KvKey[]): Promise<void> {
    await this.#snapshot.prefetch(keys.filter((key) => !this.#isWritten(identityOf(key))));
  }

  /** Whether this group writes the key, or the one before. */
  #isWritten(identity: string): boolean {
    return this.#staged.writes.has(identity) || (this.#before !== null && this.#before.#isWritten(identity));
  }

  /** Runs one rule; what it stages is the group's, unless it throws or doesn't fit. */
  async run(rule: Rule<unknown>, { now, alone }: { now: number; alone: boolean }): Promise<Outcome> {
    const ground = {
      snapshot: this.#snapshot,
      staged: this.#staged,
      underWay: (identity: string) => this.#before === null ? undefined : this.#before.#entryWritten(identity),
      lists: alone ? this.#kv : null,
    };
    const transaction = new RuleTransaction(ground, now);
    let answer: unknown;
    try {
      answer = await rule(transaction);
    } catch (error) {
      return { kind: "failed", error, certain: !transaction.sawStaged };
    }
    return this.#take(transaction) ?? { kind: "staged", answer };
  }

  #take(transaction: RuleTransaction): Outcome | null {
    const added = addedWeight({ reads: this.#reads, staged: this.#staged }, transaction);
    const weight = sumOf(this.#weight, added);
    const over = excess(weight, this.#limits);
    if (over !== null) return { kind: "no_room", excess: over };
    this.#weight = weight;
    this.#staged.absorb(transaction.staged);
    for (const [identity, entry] of transaction.reads) this.#reads.set(identity, entry);
    return null;
  }

  /**
   * Writes what was staged, provided that nothing which the rules have read has changed.
   *
   * @returns The versionstamp of the commit; `conflict` when another writer came between, and nothing was written;
   *   `nothing` when there was nothing to write.
   */
  async commit(): Promise<{ versionstamp: string } | "conflict" | "nothing"> {
    this.#before = null; // every rule was run, and whole chains of groups must not stay in memory
    if (this.#staged.isEmpty && this.#reads.size <= 1) return "nothing";
    const commit = this.#kv.atomic();
    for (const entry of this.#reads.values()) commit.check(entry);
    this.#staged.writeTo(commit, this.#kv);
    const result = await this.#send(commit);
    if (!result.ok) return "conflict";
    this.#stamp(result.versionstamp);
    return { versionstamp: result.versionstamp };
  }

  /** What will be at the key once this group is committed; undefined when it writes nothing there. */
  #entryWritten(identity: string): Entry | undefined {
    const write = this.#staged.writes.get(identity);
    if (write === undefined) return undefined;
    const known = this.#written.get(identity);
    if (known !== undefined) return known;
    const { key, value } = write;
    const entry = value === null
      ? { key, value: null, versionstamp: null }
      : { key, value: frozen(value.value), versionstamp: this.#versionstamp } as Entry;
    this.#written.set(identity, entry);
    return entry;
  }

  #stamp(versionstamp: string): void {
    this.#versionstamp = versionstamp;
    for (const [identity, entry] of this.#written) {
      if (this.#staged.writes.get(identity)!.value !== null) Object.assign(entry, { versionstamp });
    }
  }
}
