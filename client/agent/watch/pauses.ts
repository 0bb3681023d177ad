/** The delays of a watch, in milliseconds. */
export interface WatchTiming {
  /** The time in which several updates make one run. */
  settle: number;
  /** The resources are read at least this often: a notification can get lost, and time changes some views. */
  check: number;
  /** The first and the longest pause between attempts to reach the servers at the start. */
  start: readonly [first: number, longest: number];
  /** The first and the longest pause after runs that failed. */
  failure: readonly [first: number, longest: number];
  /** The first and the longest pause after idle runs that are followed by another one at once. */
  idle: readonly [first: number, longest: number];
}

export const WATCH_TIMING: WatchTiming = {
  settle: 1_000,
  check: 60_000,
  start: [1_000, 60_000],
  failure: [10_000, 600_000],
  idle: [1_000, 60_000],
};

/** The outcome of a run, for the time of the next one. An idle run changed nothing, or had only {@linkcode Answers}. */
export type RunKind = "failed" | "changed" | "idle";

/** Computes when the next run may start: later and later while runs fail or are idle. */
export class Pauses {
  readonly #timing: WatchTiming;
  #last: RunKind = "changed";
  /** The number of runs of the last kind in a row. */
  #count = 0;
  #endedAt = -Infinity;

  constructor(timing: WatchTiming) {
    this.#timing = timing;
  }

  /** The time until the next run may start, in milliseconds; 0 if it may start now. */
  get left(): number {
    if (this.#last === "changed") return 0;
    const [first, longest] = this.#timing[this.#last === "failed" ? "failure" : "idle"];
    const pause = Math.min(first * 2 ** (this.#count - 1), longest);
    return Math.max(0, this.#endedAt + pause - performance.now());
  }

  /** Notes the end of a run. After a quiet time, the pauses begin with the shortest again. */
  endRun(kind: RunKind, startedAt: number): void {
    const wasQuiet = kind === "idle" && startedAt - this.#endedAt > getQuietTime(this.#timing);
    this.#count = kind === this.#last && !wasQuiet ? this.#count + 1 : 1;
    this.#last = kind;
    this.#endedAt = performance.now();
  }
}

/** Returns the time after which a run does not follow the one before at once, in milliseconds. */
export function getQuietTime({ idle: [, longest] }: WatchTiming): number {
  return 2 * longest;
}
