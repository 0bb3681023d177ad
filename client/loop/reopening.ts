import { delay } from "../delay.ts";
import { ServerFailure } from "../server_failure.ts";

/** Before each attempt, in seconds; after the last one nobody tries again. */
const PAUSES = [1, 2, 4, 8, 15, 30, 60, 60, 60, 60];

/**
 * Tries again and again, with longer and longer pauses.
 *
 * @param pauses Before each attempt, in seconds.
 * @throws {ServerFailure} The last attempt's.
 */
export async function patientlyReopen<Opened>(
  open: () => Promise<Opened>,
  signal: AbortSignal,
  pauses: readonly number[] = PAUSES,
): Promise<Opened> {
  for (const [attempt, seconds] of pauses.entries()) {
    await delay(seconds, signal);
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof ServerFailure) || attempt === pauses.length - 1) throw error;
    }
  }
  throw new RangeError("there are no pauses");
}
