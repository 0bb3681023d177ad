/** Waiting for what may never come: Deno's KV Connect client goes on trying for as long as its server doesn't answer. */

import { withTimeout } from "../../../base/with_timeout.ts";

/** Nothing came in time; what was asked for may still happen. */
export class StoreTimeoutError extends Error {
  override name = "NoAnswer";
}

/**
 * Waits for `work`, but no longer than `limit` milliseconds.
 *
 * @returns What `work` gives.
 * @throws What it throws, or a {@linkcode StoreTimeoutError} that says how long nothing came.
 */
export function withStoreTimeout<T>(limit: number, work: Promise<T>): Promise<T> {
  return withTimeout(work, limit, () => new StoreTimeoutError(`no answer within ${limit / 1000} seconds`));
}
