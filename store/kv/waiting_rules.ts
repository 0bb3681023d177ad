/** The rules of one process whose callers wait, and how they come into groups. */

import { DeskError } from "../errors.ts";
import type { CommitGroup, Outcome } from "./commit_group.ts";
import type { Rule } from "./transaction.ts";

/** A rule whose caller waits. */
export interface Waiting {
  rule: Rule<unknown>;
  reads: readonly Deno.KvKey[];
  alone: boolean;
  committing: ((answer: unknown) => void) | undefined;
  tries: number;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

/** A rule that was run, and what came of it: its caller is told once the commit is durable. */
export class Decided {
  constructor(readonly waiting: Waiting, private readonly outcome: Exclude<Outcome, { kind: "no_room" }>) {}

  /** The store has been given the commit. */
  committing(): void {
    if (this.outcome.kind === "decided") this.waiting.committing?.(this.outcome.answer);
  }

  tell(): void {
    if (this.outcome.kind === "decided") this.waiting.resolve(this.outcome.answer);
    else this.waiting.reject(this.outcome.error);
  }
}

/** A group with the rules that were run in it. */
export interface Prepared {
  readonly group: CommitGroup;
  readonly decided: Decided[];
  /** Nothing more fits, or may share its commit. */
  full: boolean;
}

export interface WaitingRulesOptions {
  /** The most rules that a group can take. */
  most: number;
  /** The present, in milliseconds since the epoch. */
  now: () => number;
  /** The failure of rules whose reads fail: they were not run. */
  unreadable: (cause: unknown) => Error;
}

/** Rules in the order in which they came. */
export class WaitingRules {
  readonly #rules: Waiting[] = [];
  readonly #options: WaitingRulesOptions;
  /** How many probably fit in the next group: more would be read for in vain. */
  #room: number;
  /** Settles when a rule comes; null while nobody waits for one. */
  #arrival: PromiseWithResolvers<void> | null = null;

  constructor(options: WaitingRulesOptions) {
    this.#options = options;
    this.#room = options.most;
  }

  get size(): number {
    return this.#rules.length;
  }

  add(rule: Waiting): void {
    this.#rules.push(rule);
    this.#arrival?.resolve();
    this.#arrival = null;
  }

  /** Puts rules back to the head: they will run on what is there by then. */
  putBack(rules: readonly Waiting[]): void {
    this.#rules.unshift(...rules);
  }

  takeAll(): Waiting[] {
    return this.#rules.splice(0);
  }

  /** Runs those that wait into the group. */
  async fill(prepared: Prepared): Promise<void> {
    await this.#runAll(this.#next(prepared), prepared);
  }

  /**
   * Runs those that wait, and those that come, into the group until the commit under way is over. A rule that lists what is
   * committed must wait that long, and whatever came after it too.
   */
  async fillDuring(underWay: Promise<unknown>, prepared: Prepared): Promise<void> {
    let over = false;
    const end = underWay.then(() => over = true);
    while (!over && !prepared.full) {
      const rules = this.#next(prepared);
      if (rules.length > 0 && !rules[0]!.alone) await this.#runAll(rules, prepared);
      else await Promise.race([end, (this.#arrival ??= Promise.withResolvers()).promise]);
    }
    await end;
  }

  async #runAll(rules: readonly Waiting[], prepared: Prepared): Promise<void> {
    if (!await this.#prefetch(rules, prepared.group)) return;
    for (const rule of rules) {
      if (await this.#run(rule, prepared)) continue;
      prepared.full = true;
      this.#room = prepared.decided.length;
      return;
    }
    this.#room = Math.min(2 * this.#room, this.#options.most);
  }

  /** The rules that may come next in a group; they stay in the queue until they are run. */
  #next({ decided }: Prepared): Waiting[] {
    const [first] = this.#rules;
    if (first === undefined) return [];
    if (first.alone) return decided.length === 0 ? [first] : [];
    const rules = this.#rules.slice(0, Math.max(1, this.#room - decided.length));
    const alone = rules.findIndex(({ alone }) => alone);
    return alone === -1 ? rules : rules.slice(0, alone);
  }

  /** Reads what the first rules of the queue will ask for; when that can't be read they are refused. */
  async #prefetch(rules: readonly Waiting[], group: CommitGroup): Promise<boolean> {
    try {
      await group.prefetch(rules.flatMap(({ reads }) => reads));
      return true;
    } catch (error) {
      for (const { reject } of this.#rules.splice(0, rules.length)) reject(this.#options.unreadable(error));
      return false;
    }
  }

  /** Runs the first rule of the queue; false when it must wait for the next group. */
  async #run(waiting: Waiting, prepared: Prepared): Promise<boolean> {
    const { group, decided } = prepared;
    const outcome = await group.run(waiting.rule, { now: this.#options.now(), alone: waiting.alone });
    if (outcome.kind === "no_room" && decided.length > 0) return false;
    this.#rules.shift();
    if (outcome.kind === "no_room") waiting.reject(tooLarge(outcome.excess));
    else if (outcome.kind === "failed" && outcome.certain) waiting.reject(outcome.error);
    else decided.push(new Decided(waiting, outcome));
    if (waiting.alone) prepared.full = decided.length > 0;
    return true;
  }
}

function tooLarge(excess: string): DeskError {
  return new DeskError("invalid", `This is too much for one change: ${excess}. Split it into smaller ones.`);
}
