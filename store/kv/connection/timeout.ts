/** Waiting for what may never come: Deno's KV Connect client goes on trying for as long as its server doesn't answer. */

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
export async function withTimeout<T>(limit: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StoreTimeoutError(`no answer within ${limit / 1000} seconds`)), limit);
  });
  return await Promise.race([work, expiry]).finally(() => clearTimeout(timer));
}
