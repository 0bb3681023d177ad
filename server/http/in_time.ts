import { after } from "./deadlines.ts";
import { Refusal, RPC_CODES } from "./refusal.ts";

/**
 * Waits for `work`, but no longer than `milliseconds`.
 *
 * @param late Is called then, and gives the error to throw.
 */
export function inTime<T>(work: Promise<T>, milliseconds: number, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const forget = after(milliseconds, () => reject(late()));
    work.then(resolve, reject).finally(forget);
  });
}

/** 503 for a request that took too long. */
export function tooLate(milliseconds: number): Refusal {
  return new Refusal(
    503,
    `The answer was not there within ${
      milliseconds / 1000
    } seconds. What was asked for may have been done: look before you ` +
      "ask again, or ask with an idempotency_key.",
    { code: RPC_CODES.internalError },
  );
}
