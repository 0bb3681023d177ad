/** Time limits on calls of Deno's KV Connect client, which retries for as long as its server does not respond. */

import { withTimeout } from "../../../base/timing/with_timeout.ts";

/** No response came in time. The call may still take effect. */
export class StoreTimeoutError extends Error {
  override name = "StoreTimeoutError";
}

/** The call was not made, because the server is known to be unreachable. */
export class NotSentError extends StoreTimeoutError {
  override name = "NotSentError";
}

/**
 * Waits for a call for up to `limit` milliseconds.
 *
 * @throws {StoreTimeoutError} After the limit.
 */
export function withStoreTimeout<T>(limit: number, call: Promise<T>): Promise<T> {
  return withTimeout(call, limit, () => new StoreTimeoutError(`no response within ${limit / 1000} seconds`));
}
