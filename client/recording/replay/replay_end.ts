import { type AgentError, RecordingEndedError, type RunEnd } from "../../errors/mod.ts";
import { delay } from "../../../base/timing/delay.ts";
import type { ReplayMismatchError } from "./replay_mismatch_error.ts";
import type { Entry } from "../format/mod.ts";

/** Interval of the checks of a waiting part, in milliseconds. */
const POLL_INTERVAL = 20;

export interface ReplayEndOptions {
  /** The end of the recorded run. */
  run: RunEnd;
  /** Time limit for waiting without progress of another part, in milliseconds. */
  patience: number;
  /** The next part of the recording that has not happened yet; undefined at the end. */
  missing(): string | undefined;
}

/** Coordinates the end of a replay: parts with nothing left to play wait here for the others. */
export class ReplayEnd {
  readonly #options: ReplayEndOptions;
  readonly #ended = new AbortController();

  constructor(options: ReplayEndOptions) {
    this.#options = options;
  }

  /** Aborted with the reason when the replay cannot continue. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** True if the recorded run ended early, so that this run may continue past its end. */
  get isEarly(): boolean {
    return this.#options.run !== "finished";
  }

  /** Ends the replay with an error. */
  fail<Failure extends AgentError>(failure: Failure): Failure {
    this.#ended.abort(failure);
    return failure;
  }

  /**
   * Waits past the end of the recording until everything else has happened again. Then the replay of a run that ended early
   * is complete.
   *
   * @param otherwise Creates the error if that does not happen.
   * @param signal Stops waiting when aborted.
   * @throws {AgentError} The error that ended the replay.
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
  const { reason } = entry.event.report;
  return reason === "stopped" || reason === "time";
}
