import { Refusal, RPC_CODES } from "./refusal.ts";

/**
 * Waits for `work`, but no longer than `milliseconds`.
 *
 * @param late Is called then, and gives the error to throw.
 */
export async function inTime<T>(work: Promise<T>, milliseconds: number, late: () => Error): Promise<T> {
  const expiry = Promise.withResolvers<never>();
  const timer = setTimeout(() => expiry.reject(late()), milliseconds);
  work.catch(() => {}); // what comes too late may fail
  return await Promise.race([work, expiry.promise]).finally(() => clearTimeout(timer));
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
