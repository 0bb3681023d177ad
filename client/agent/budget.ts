import type { Tokens } from "../models/mod.ts";
import type { EndReason } from "./views/mod.ts";

/** The limits of a run. */
export interface Limits {
  steps: number;
  /** Input and output tokens of all models together. */
  tokens: number;
  seconds: number;
}

/** The longest delay that a timer accepts, in milliseconds. */
const MAX_TIMER = 2 ** 31 - 1;

/** Tracks the limits that a run has used up. The time that people take to respond is not counted. */
export class Budget {
  readonly limits: Limits;
  readonly tokens: Tokens = { input: 0, output: 0 };
  /** In US dollars; null until an endpoint reports a cost. */
  cost: number | null = null;
  steps = 0;
  #startedAt = performance.now();
  #excludedSeconds = 0;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** Starts another run, with the limits of steps and time from zero. The limit of tokens is for all runs together. */
  startRun(): void {
    this.steps = 0;
    this.#startedAt = performance.now();
    this.#excludedSeconds = 0;
  }

  /** The time since the start, including the time spent waiting for people. */
  get seconds(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }

  get tokensLeft(): number {
    return this.limits.tokens - this.tokens.input - this.tokens.output;
  }

  get secondsLeft(): number {
    return this.limits.seconds - (this.seconds - this.#excludedSeconds);
  }

  /** Creates a signal that is aborted at the time limit. */
  timeoutSignal(): AbortSignal {
    return AbortSignal.timeout(Math.min(Math.max(0, this.secondsLeft * 1000), MAX_TIMER));
  }

  /** The first limit that the run has reached, if any. */
  get reachedLimit(): EndReason | undefined {
    if (this.secondsLeft <= 0) return "time";
    if (this.tokensLeft <= 0) return "tokens";
    return this.steps >= this.limits.steps ? "steps" : undefined;
  }

  spend({ tokens, cost }: { tokens: Tokens; cost: number | null }): void {
    this.tokens.input += tokens.input;
    this.tokens.output += tokens.output;
    if (cost !== null) this.cost = (this.cost ?? 0) + cost;
  }

  /** Waits for a person without counting the time. */
  async excludeTime<Result>(result: Promise<Result>): Promise<Result> {
    const startedAt = performance.now();
    try {
      return await result;
    } finally {
      this.#excludedSeconds += (performance.now() - startedAt) / 1000;
    }
  }
}

/** Rounds a time to tenths of a second, as reports show it. */
export function roundSeconds(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
