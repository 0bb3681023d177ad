/** The rules of one process whose callers wait, and how they come into groups. */

import { DeskError } from "../../errors.ts";
import type { CommitGroup, RuleOutcome } from "./commit_group.ts";
import type { Rule } from "./transaction.ts";

/** A rule whose caller waits. */
export interface WaitingRule {
  rule: Rule<unknown>;
  reads: readonly Deno.KvKey[];
  alone: boolean;
  tries: number;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/** A rule that was run, and what came of it: its caller is told once the commit is durable. */
class DecidedRule {
  constructor(readonly waiting: WaitingRule, private readonly outcome: Exclude<RuleOutcome, { kind: "no_room" }>) {}

  settle(): void {
    if (this.outcome.kind === "decided") this.waiting.resolve(this.outcome.answer);
    else this.waiting.reject(this.outcome.error);
  }
}

/** A group with the rules that were run in it. */
export interface PreparedGroup {
  readonly group: CommitGroup;
  readonly decided: DecidedRule[];
  /** Nothing more fits, or may share its commit. */
  full: boolean;
}

/** The first rules of the queue, while the group reads what they will ask for. */
class RuleBatch {
  /** Gives the failure when that can't be read. */
  readonly read: Promise<{ cause: unknown } | null>;
  isRead = false;

  constructor(readonly rules: readonly WaitingRule[], group: CommitGroup) {
    this.read = this.#readFrom(group);
  }

  async #readFrom(group: CommitGroup): Promise<{ cause: unknown } | null> {
    try {
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
  /** The most rules that a group can take. */
  maxRules: number;
  /** The present, in milliseconds since the epoch. */
  now: () => number;
  /** The failure of rules whose reads fail: they were not run. */
  toReadError: (cause: unknown) => Error;
}

/** Rules in the order in which they came. */
export class WaitingRules {
  readonly #rules: WaitingRule[] = [];
  readonly #options: WaitingRulesOptions;
  /** How many probably fit in the next group: more would be read for in vain. */
  #room: number;
  /** Settles when a rule comes; null while nobody waits for one. */
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

  /** Puts rules back to the head: they will run on what is there by then. */
  putBack(rules: readonly WaitingRule[]): void {
    this.#rules.unshift(...rules);
  }

  takeAll(): WaitingRule[] {
    return this.#rules.splice(0);
  }

  /** Runs those that wait into the group. */
  async fill(prepared: PreparedGroup): Promise<void> {
    const rules = this.#next(prepared, 0);
    await this.#runAll(new RuleBatch(rules, prepared.group), prepared);
  }

  /**
   * Runs those that wait, and those that come, into the group until the commit under way is over, and those whose reads are
   * under way by then: alone they would have to wait for another commit. A rule that lists what is committed must wait for
   * the end, and whatever came after it too.
   */
  async fillDuring(underWay: Promise<unknown>, prepared: PreparedGroup): Promise<void> {
    let over = false;
    const end = underWay.then(() => over = true);
    const batches: RuleBatch[] = [];
    while (!prepared.full && (!over || batches.length > 0)) {
      const inBatches = batches.reduce((sum, { rules }) => sum + rules.length, 0);
      const rules = over ? [] : this.#next(prepared, inBatches);
      if (rules.length > 0 && !rules[0]!.alone) batches.push(new RuleBatch(rules, prepared.group));
      const [first] = batches;
      if (first !== undefined && (first.isRead || over)) await this.#runAll(batches.shift()!, prepared);
      else await Promise.race([end, this.#nextArrival(), ...first === undefined ? [] : [first.read]]);
    }
    await end;
  }

  #nextArrival(): Promise<void> {
    return (this.#arrival ??= Promise.withResolvers()).promise;
  }

  /** Runs the first rules of the queue once what they ask for is read; when that can't be read they are refused. */
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
   * The rules that may come next in a group; they stay in the queue until they are run.
   *
   * @param skipped How many of the first ones are on their way into the group.
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

  /** Runs the first rule of the queue; false when it must wait for the next group. */
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
  return new DeskError("invalid", `This is too much for one change: ${excess}. Split it into smaller ones.`);
}
