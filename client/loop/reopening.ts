/** Opens connections again that were lost. */

import type { Connection } from "../connection.ts";
import { delay } from "../delay.ts";
import type { Outside } from "../outside.ts";
import { ServerFailure } from "../server_failure.ts";
import type { WhenLost } from "../server_source.ts";

/** Before each attempt to connect anew, in seconds; after the last one nobody tries again. */
const RECONNECTING = [1, 2, 4, 8, 15, 30, 60, 60, 60, 60];
/** Before each new start of a program, in seconds, for a whole run: what ended it may well end the next one too. */
const RESTARTING = [0.5, 2];

export interface Reopening {
  /** Whether it is worth waiting for: a program starts soon, or not at all. */
  readonly soon: boolean;
  /**
   * Begins to open the connection again.
   *
   * @returns Undefined when that has been done often enough. Rejects with the last attempt's {@linkcode ServerFailure}.
   */
  begin(signal: AbortSignal): Promise<Connection> | undefined;
}

/** How a server's lost connection is opened again; undefined for one that is left alone. */
export function reopeningFor(
  whenLost: WhenLost,
  open: (signal: AbortSignal) => Promise<Connection>,
): Reopening | undefined {
  if (whenLost === "leave") return undefined;
  if (whenLost === "reconnect") return { soon: false, begin: (signal) => patientlyReopen(open, signal, RECONNECTING) };
  const left = [...RESTARTING];
  const begin = (signal: AbortSignal) => left.length > 0 ? patientlyReopen(open, signal, takenFrom(left)) : undefined;
  return { soon: true, begin };
}

export interface Patience {
  /** Passes the time before an attempt; as time passes, when left out. */
  pause?: Outside["pause"];
  /** Whether it is worth while to try again after such a failure; it always is, when left out. */
  isPassing?(failure: ServerFailure): boolean;
}

/**
 * Tries again and again, with longer and longer pauses.
 *
 * @param pauses Before each attempt, in seconds; at least one.
 * @throws {ServerFailure} The last attempt's.
 */
export async function patientlyReopen<Opened>(
  open: (signal: AbortSignal) => Promise<Opened>,
  signal: AbortSignal,
  pauses: Iterable<number>,
  { pause = delay, isPassing = () => true }: Patience = {},
): Promise<Opened> {
  let failure: unknown = new RangeError("there are no pauses");
  for (const seconds of pauses) {
    await pause(seconds, signal);
    try {
      return await open(signal);
    } catch (error) {
      if (!(error instanceof ServerFailure) || !isPassing(error)) throw error;
      failure = error;
    }
  }
  throw failure;
}

function* takenFrom(pauses: number[]): Generator<number> {
  while (pauses.length > 0) yield pauses.shift()!;
}
