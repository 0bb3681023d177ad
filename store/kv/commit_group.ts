/** The rules that share one commit. */

import { addedWeight, excess, sumOf, type Weight } from "./commit_limits.ts";
import { type SendCommit, sendPlainly } from "./marked_commits.ts";
import { RuleTransaction } from "./rule_transaction.ts";
import { type Entry, Snapshot } from "./snapshot.ts";
import { Staging } from "./staging.ts";
import type { Rule } from "./transaction.ts";

/** What became of a rule in its group. */
export type Outcome =
  /** Staged; its caller gets the answer after the commit. */
  | { kind: "staged"; answer: unknown }
  /** Threw, and staged nothing. Unless `certain`, it had seen what isn't committed yet. */
  | { kind: "failed"; error: unknown; certain: boolean }
  /** Staged nothing, because the group has no room left for it. */
  | { kind: "no_room"; excess: string };

/** Runs rules one after another, each on what the ones before it have staged, and commits them as one. */
export class CommitGroup {
  readonly #kv: Deno.Kv;
  readonly #limits: Weight;
  readonly #send: SendCommit;
  readonly #snapshot: Snapshot;
  readonly #staged = new Staging();
  readonly #reads = new Map<string, Entry>();
  #weight: Weight = { checks: 0, mutations: 0, keyBytes: 0, bytes: 0, changeBytes: 0 };

  constructor(kv: Deno.Kv, limits: Weight, send: SendCommit = sendPlainly) {
    this.#kv = kv;
    this.#limits = limits;
    this.#send = send;
    this.#snapshot = new Snapshot(kv);
  }

  /** Reads the keys that the next rules will ask for, all at once. */
  prefetch(keys: Iterable<Deno.KvKey>): Promise<void> {
    return this.#snapshot.prefetch(keys);
  }

  /** Runs one rule; what it stages is the group's, unless it throws or doesn't fit. */
  async run(rule: Rule<unknown>, { now, alone }: { now: number; alone: boolean }): Promise<Outcome> {
    const ground = { snapshot: this.#snapshot, staged: this.#staged, lists: alone ? this.#kv : null };
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
    if (this.#staged.isEmpty && this.#reads.size <= 1) return "nothing";
    const commit = this.#kv.atomic();
    for (const entry of this.#reads.values()) commit.check(entry);
    this.#staged.writeTo(commit, this.#kv);
    const result = await this.#send(commit);
    return result.ok ? { versionstamp: result.versionstamp } : "conflict";
  }
}
