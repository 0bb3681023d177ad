/** Opens connections again that were lost. */

import type { Connection } from "./connection.ts";
import { delay } from "../../base/delay.ts";
import { retryAfterDelays } from "../../base/retry_after_delays.ts";
import { ServerError } from "../errors/mod.ts";
import type { DisconnectPolicy } from "../configuration/mod.ts";

/** Before each attempt to connect anew, in seconds; after the last one nobody tries again. */
const RECONNECT_DELAYS = [1, 2, 4, 8, 15, 30, 60, 60, 60, 60];
/** Before each new start of a program, in seconds, for a whole run: what ended it may well end the next one too. */
const RESTART_DELAYS = [0.5, 2];

export interface Reconnection {
  /** Whether it is worth waiting for: a program starts soon, or not at all. */
  readonly isFast: boolean;
  /**
   * Begins to open the connection again.
   *
   * @returns Undefined when that has been done often enough. Rejects with the last attempt's {@linkcode ServerError}.
   */
  start(signal: AbortSignal): Promise<Connection> | undefined;
}

/** How a server's lost connection is opened again; undefined for one that is left alone. */
export function createReconnection(
  whenLost: DisconnectPolicy,
  open: (signal: AbortSignal) => Promise<Connection>,
): Reconnection | undefined {
  if (whenLost === "leave") return undefined;
  if (whenLost === "reconnect") {
    return {
      isFast: false,
      start: (signal) => reconnectWithBackoff(open, signal, RECONNECT_DELAYS),
    };
  }
  const left = [...RESTART_DELAYS];
  const begin = (signal: AbortSignal) => left.length > 0 ? reconnectWithBackoff(open, signal, drain(left)) : undefined;
  return { isFast: true, start: begin };
}

/** Waits before another attempt. Rejects with the signal's reason as soon as it is aborted. */
export type Pause = (seconds: number, signal: AbortSignal) => Promise<void>;

export interface RetryOptions {
  /** Passes the time before an attempt; as time passes, when left out. */
  pause?: Pause;
  /** Whether it is worth while to try again after such a failure; it always is, when left out. */
  isPassing?(failure: ServerError): boolean;
}

/**
 * Tries again and again, with longer and longer pauses.
 *
 * @param pauses Before each attempt, in seconds; at least one.
 * @throws {ServerError} The last attempt's.
 */
export async function reconnectWithBackoff<Opened>(
  open: (signal: AbortSignal) => Promise<Opened>,
  signal: AbortSignal,
  pauses: Iterable<number>,
  { pause = wait, isPassing = () => true }: RetryOptions = {},
): Promise<Opened> {
  return await retryAfterDelays(() => open(signal), {
    delays: pauses,
    wait: (seconds) => pause(seconds, signal),
    isRetryable: (error) => error instanceof ServerError && isPassing(error),
  });
}

function wait(seconds: number, signal: AbortSignal): Promise<void> {
  return delay(seconds * 1_000, { signal });
}

function* drain(pauses: number[]): Generator<number> {
  while (pauses.length > 0) yield pauses.shift()!;
}
