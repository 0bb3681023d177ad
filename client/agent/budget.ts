import type { Tokens } from "../models/mod.ts";
import type { EndReason } from "./views/mod.ts";

/** How far a run may go. */
export interface Limits {
  steps: number;
  /** Read and written, by all models together. */
  tokens: number;
  seconds: number;
}

/** In milliseconds: what timers can hold. */
const MAX_TIMER = 2 ** 31 - 1;

/** What is left of a run's limits. The time in which people think about a question isn't counted. */
export class Budget {
  readonly limits: Limits;
  readonly tokens: Tokens = { input: 0, output: 0 };
  /** In US dollars; null while no endpoint has told any. */
  cost: number | null = null;
  steps = 0;
  readonly #began = performance.now();
  #waited = 0;

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** How long it has taken so far, with all waiting. */
  get seconds(): number {
    return (performance.now() - this.#began) / 1000;
  }

  get tokensLeft(): number {
    return this.limits.tokens - this.tokens.input - this.tokens.output;
  }

  get secondsLeft(): number {
    return this.limits.seconds - (this.seconds - this.#waited);
  }

  /** A signal that is aborted when the time is over. */
  timeoutSignal(): AbortSignal {
    return AbortSignal.timeout(Math.min(Math.max(0, this.secondsLeft * 1000), MAX_TIMER));
  }

  /** The first limit that is reached, if any. */
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

  /** Waits for a person, without counting the time. */
  async excludeTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const began = performance.now();
    try {
      return await answer;
    } finally {
      this.#waited += (performance.now() - began) / 1000;
    }
  }
}
