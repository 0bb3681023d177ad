import type { Deadlines } from "./deadlines.ts";
import { HttpError, RPC_CODES } from "./http_error.ts";

/**
 * Waits for `work`, but no longer than until a deadline.
 *
 * @param late Is called when that has passed, and gives the error to throw.
 */
export function withDeadline<T>(work: Promise<T>, deadlines: Deadlines, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const deadline = deadlines.set(() => reject(late()));
    work.then((value) => {
      deadlines.clear(deadline);
      resolve(value);
    }, (error) => {
      deadlines.clear(deadline);
      reject(error);
    });
  });
}

/** 503 for a request that took too long. */
export function createTimeoutError({ milliseconds }: Deadlines): HttpError {
  return new HttpError(
    503,
    `The answer was not there within ${
      milliseconds / 1000
    } seconds. What was asked for may have been done: look before you ` +
      "ask again, or ask with an idempotency_key.",
    { code: RPC_CODES.internalError },
  );
}
