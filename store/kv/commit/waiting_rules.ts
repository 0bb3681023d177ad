/** The queue of rules in one process, and the way that they get into groups. */

import { delay } from "../../../base/timing/delay.ts";
import { DeskError } from "../../errors.ts";
import type { Entry, Key } from "../port/mod.ts";
import type { CommitGroup, RuleOutcome } from "./commit_group.ts";
import type { Rule } from "./transaction.ts";

/** A queued rule with its caller's promise. */
export interface WaitingRule {
  rule: Rule<unknown>;
  reads: readonly Key[];
  known: readonly Entry[];
  alone: boolean;
  tries: number;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** A rule that has run. Its promise settles once the commit is durable. */
class DecidedRule {
  constructor(readonly waiting: WaitingRule, private readonly outcome: Exclude<RuleOutcome, { kind: "no_room" }>) {}

  settle(): void {
    if (this.outcome.kind === "decided") this.waiting.resolve(this.outcome.result);
    else this.waiting.reject(this.outcome.error);
  }
}

/** A group with the rules that have run in it. */
export interface PreparedGroup {
  readonly group: CommitGroup;
  readonly decided: DecidedRule[];
  /** True if no other rule fits, or may share the commit. */
  full: boolean;
}

/** The first rules of the queue, while the group reads the keys that they need. */
class RuleBatch {
  /** Resolves with the failure of the reads, if they fail. */
  readonly read: Promise<{ cause: unknown } | null>;
  isRead = false;

  constructor(readonly rules: readonly WaitingRule[], group: CommitGroup) {
    this.read = this.#readFrom(group);
  }

  async #readFrom(group: CommitGroup): Promise<{ cause: unknown } | null> {
    try {
      for (const { known, tries } of this.rules) if (tries === 0) group.assume(known);
      await group.prefetch(this.rules.flatMap(({ reads }) => reads));
      return null;
    } catch (cause) {
      return { cause };
    } finally {
      this.isRead = true;
    }
  }
}

export interface WaitingRulesOptions {
  /** The maximum number of rules in a group. */
  maxRules: number;
  /** Returns the current time, in milliseconds since the epoch. */
  now: () => number;
  /** Creates the error of rules that did not run because their reads failed. */
  toReadError: (cause: unknown) => Error;
}

/** Queued rules in the order of their arrival. */
export class WaitingRules {
  readonly #rules: WaitingRule[] = [];
  readonly #options: WaitingRulesOptions;
  /** An estimate of the rules that fit in the next group, so that no keys are read in vain. */
  #room: number;
  /** Resolves when a rule arrives; null while nothing waits for it. */
  #arrival: PromiseWithResolvers<void> | null = null;

  constructor(options: WaitingRulesOptions) {
    this.#options = options;
    this.#room = options.maxRules;
  }

  get size(): number {
    return this.#rules.length;
  }

  add(rule: WaitingRule): void {
    this.#rules.push(rule);
    this.#arrival?.resolve();
    this.#arrival = null;
  }

  /** Returns rules to the head of the queue. */
  putBack(rules: readonly WaitingRule[]): void {
    this.#rules.unshift(...rules);
  }

  takeAll(): WaitingRule[] {
    return this.#rules.splice(0);
  }

  /** Runs waiting rules in the group. */
  async fill(prepared: PreparedGroup): Promise<void> {
    const rules = this.#next(prepared, 0);
    await this.#runAll(new RuleBatch(rules, prepared.group), prepared);
  }

  /**
   * Runs waiting and arriving rules in the group until the current commit is over. Rules whose reads have started by then
   * still run: otherwise they would wait for another commit. A rule that lists committed entries waits for the end, as do
   * the rules behind it.
   */
  async fillDuring(commit: Promise<unknown>, prepared: PreparedGroup): Promise<void> {
    let isOver = false;
    const end = commit.then(() => isOver = true);
    const batches: RuleBatch[] = [];
    while (!prepared.full && (!isOver || batches.length > 0)) {
      const inBatches = batches.reduce((sum, { rules }) => sum + rules.length, 0);
      const rules = isOver ? [] : this.#next(prepared, inBatches);
      if (rules.length > 0 && !rules[0]!.alone) batches.push(new RuleBatch(rules, prepared.group));
      const [first] = batches;
      if (first !== undefined && (first.isRead || isOver)) {
        const { length } = prepared.decided;
        await this.#runAll(batches.shift()!, prepared);
        // Callers that fail and ask again at once would keep the end of the commit from being noticed.
        if (!isOver && prepared.decided.length === length) await delay(0);
      } else await Promise.race([end, this.#nextArrival(), ...first === undefined ? [] : [first.read]]);
    }
    await end;
  }

  #nextArrival(): Promise<void> {
    return (this.#arrival ??= Promise.withResolvers()).promise;
  }

  /** Runs the first rules of the queue once their keys are read. Rejects them if the keys cannot be read. */
  async #runAll({ rules, read }: RuleBatch, prepared: PreparedGroup): Promise<void> {
    const failure = await read;
    if (failure !== null) {
      for (const { reject } of this.#rules.splice(0, rules.length)) reject(this.#options.toReadError(failure.cause));
      return;
    }
    for (const rule of rules) {
      if (await this.#run(rule, prepared)) continue;
      prepared.full = true;
      this.#room = prepared.decided.length;
      return;
    }
    this.#room = Math.min(2 * this.#room, this.#options.maxRules);
  }

  /**
   * Returns the rules that may run next in a group. They stay in the queue until they run.
   *
   * @param skipped The number of rules at the head that are in a batch already.
   */
  #next({ decided }: PreparedGroup, skipped: number): WaitingRule[] {
    const first = this.#rules[skipped];
    if (first === undefined) return [];
    if (first.alone) return decided.length + skipped === 0 ? [first] : [];
    const room = Math.max(this.#room - decided.length, skipped === 0 ? 1 : 0);
    const rules = this.#rules.slice(skipped, room);
    const alone = rules.findIndex(({ alone }) => alone);
    return alone === -1 ? rules : rules.slice(0, alone);
  }

  /** Runs the first rule of the queue. Returns false if it must wait for the next group. */
  async #run(waiting: WaitingRule, prepared: PreparedGroup): Promise<boolean> {
    const { group, decided } = prepared;
    const outcome = await group.runRule(waiting.rule, { now: this.#options.now(), alone: waiting.alone });
    if (outcome.kind === "no_room" && decided.length > 0) return false;
    this.#rules.shift();
    if (outcome.kind === "no_room") waiting.reject(createTooLargeError(outcome.excess));
    else if (outcome.kind === "failed" && outcome.certain) waiting.reject(outcome.error);
    else decided.push(new DecidedRule(waiting, outcome));
    if (waiting.alone) prepared.full = decided.length > 0;
    return true;
  }
}

function createTooLargeError(excess: string): DeskError {
  return new DeskError("invalid", `The change is too large: ${excess}. Split it into smaller changes.`, {
    reasons: [{ code: "change_too_large" }],
  });
}
