/** Reconnects to servers: while a request waits, or in the background. */

import { delay } from "../../base/timing/delay.ts";
import { retryAfterDelays } from "../../base/timing/retry_after_delays.ts";
import type { DisconnectPolicy } from "../configuration/mod.ts";
import { ServerError } from "../errors/mod.ts";
import type { Connection } from "./connection.ts";

/** Delays while a request waits for the connection, in seconds. A server restart takes less than their sum. */
const FOREGROUND_DELAYS = [0.5, 1, 2, 4, 8, 15];
/** Delays in the background, in seconds. */
const BACKGROUND_DELAYS = [1, 2, 4, 8, 15, 30, 60, 60, 60, 60];
/** Delays before restarts of a program, in seconds. They are used up in a run: the cause of an exit is likely to recur. */
const RESTART_DELAYS = [0.5, 2];

/** Delays of a run that never gives up, in seconds. The last one repeats. */
const ENDLESS_DELAYS = { restart: [0.5, 2, 5, 15, 30, 60], reconnect: [1, 2, 4, 8, 15, 30, 60] };
/** A connection that lasted this long was a good one: the next delays start from the first again. In milliseconds. */
const GOOD_TIME = 60_000;

/** Reopens a connection in the background. */
export interface Reconnection {
  /** Waiting for it is worthwhile: a program restarts fast or not at all. */
  readonly isFast: boolean;
  /**
   * Starts to reconnect.
   *
   * @returns Undefined if no attempts are left. Rejects with the {@linkcode ServerError} of the last attempt.
   */
  start(signal: AbortSignal): Promise<Connection> | undefined;
}

/** Creates the reconnection for a policy; undefined for a server that is not reconnected. */
export function createReconnection(
  policy: DisconnectPolicy,
  open: (signal: AbortSignal) => Promise<Connection>,
): Reconnection | undefined {
  if (policy === "leave") return undefined;
  const start = (delays: Iterable<number>, signal: AbortSignal) => reconnect(() => open(signal), { delays, signal });
  if (policy === "reconnect") return { isFast: false, start: (signal) => start(BACKGROUND_DELAYS, signal) };
  const left = [...RESTART_DELAYS];
  return { isFast: true, start: (signal) => left.length > 0 ? start(drain(left), signal) : undefined };
}

/**
 * The same for a run that lasts for days: it tries again until it succeeds, at least once a minute.
 *
 * @param pause Waits before an attempt.
 */
export function createEndlessReconnection(
  policy: DisconnectPolicy,
  open: (signal: AbortSignal) => Promise<Connection>,
  pause?: ReconnectOptions["pause"],
): Reconnection | undefined {
  if (policy === "leave") return undefined;
  let [attempts, openedAt] = [0, -Infinity];
  const delays = function* () {
    const all = ENDLESS_DELAYS[policy];
    if (performance.now() - openedAt > GOOD_TIME) attempts = 0;
    for (;;) yield all[Math.min(attempts++, all.length - 1)]!;
  };
  return {
    isFast: policy === "restart",
    async start(signal) {
      const connection = await reconnect(() => open(signal), { delays: delays(), signal, ...pause && { pause } });
      openedAt = performance.now();
      return connection;
    },
  };
}

export interface ReconnectOptions {
  /** Delays before the attempts, in seconds (default: about 30 seconds in total). */
  delays?: Iterable<number>;
  /** Ends the attempts when aborted. */
  signal: AbortSignal;
  /** Waits before an attempt. */
  pause?(seconds: number, signal: AbortSignal): Promise<void>;
  /** Returns false for an error that another attempt cannot fix (default: every error is retried). */
  isTemporary?(error: ServerError): boolean;
}

/**
 * Repeats an attempt that needs a connection, with increasing delays.
 *
 * @throws {ServerError} The error of the last attempt.
 */
export function reconnect<Result>(
  attempt: () => Promise<Result>,
  { delays = FOREGROUND_DELAYS, signal, pause = waitSeconds, isTemporary = () => true }: ReconnectOptions,
): Promise<Result> {
  return retryAfterDelays(attempt, {
    delays,
    wait: (seconds) => pause(seconds, signal),
    isRetryable: (error) => error instanceof ServerError && isTemporary(error),
  });
}

function waitSeconds(seconds: number, signal: AbortSignal): Promise<void> {
  return delay(seconds * 1_000, { signal });
}

function* drain(delays: number[]): Generator<number> {
  while (delays.length > 0) yield delays.shift()!;
}
