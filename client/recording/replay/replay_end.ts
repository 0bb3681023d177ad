import { type AgentError, RecordingEndedError, type RunEnd } from "../../errors/mod.ts";
import { delay } from "../../../base/delay.ts";
import type { ReplayMismatchError } from "./replay_mismatch_error.ts";
import type { Entry } from "../format/mod.ts";

/** How often a waiting part looks whether the others are done, in milliseconds. */
const POLL_INTERVAL = 20;

export interface ReplayEndOptions {
  /** How the recorded run ended. */
  run: RunEnd;
  /** How long a part waits while no other goes on, in milliseconds. */
  patience: number;
  /** What is recorded and hasn't happened again yet; undefined when all has. */
  missing(): string | undefined;
}

/** The end of a replay: parts of it that have nothing more to play wait here for the others. */
export class ReplayEnd {
  readonly #options: ReplayEndOptions;
  readonly #ended = new AbortController();

  constructor(options: ReplayEndOptions) {
    this.#options = options;
  }

  /** Aborted, with the reason, when the replay can't go on. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** Whether the recorded run ended before it came to its own end, so that this one wants more than there is. */
  get isEarly(): boolean {
    return this.#options.run !== "finished";
  }

  /** Ends the replay at once. */
  fail<Failure extends AgentError>(failure: Failure): Failure {
    this.#ended.abort(failure);
    return failure;
  }

  /**
   * Waits where nothing more is recorded: until all else has happened again, which is the end of a run that ended early.
   *
   * @param otherwise Ends the replay when that doesn't come to pass.
   * @param signal Ends the waiting alone, when aborted.
   * @throws {AgentError} What ended the replay.
   */
  async wait(otherwise: () => ReplayMismatchError, signal?: AbortSignal): Promise<never> {
    const { run, patience, missing } = this.#options;
    const over = AbortSignal.any([this.ended, ...signal === undefined ? [] : [signal]]);
    let last = missing();
    for (let since = performance.now(); performance.now() - since < patience;) {
      await delay(POLL_INTERVAL, { signal: over });
      const next = missing();
      if (run !== "finished" && next === undefined) throw this.fail(new RecordingEndedError(run));
      if (next !== last) since = performance.now();
      last = next;
    }
    throw this.fail(otherwise());
  }
}

/** Derives the end of a recorded run from its entries. */
export function getRunEnd(entries: readonly Entry[]): RunEnd {
  const last = entries.at(-1);
  if (last?.kind !== "end") return "broken off";
  return last.stopped || entries.some(isStopEvent) ? "stopped" : "finished";
}

function isStopEvent(entry: Entry): boolean {
  if (entry.kind !== "event" || entry.event.type !== "end") return false;
  const { reason } = entry.event.report as { reason?: unknown };
  return reason === "stopped" || reason === "time";
}
