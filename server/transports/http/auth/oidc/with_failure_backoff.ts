/** Work that may fail and is requested often. */

/**
 * Shares one attempt between all who request it meanwhile, and repeats a failure for a while instead of trying again.
 *
 * @param pause The time for which a failure is repeated, in milliseconds.
 * @param now The current time in milliseconds (default: `performance.now`).
 */
export function withFailureBackoff<T>(
  work: () => Promise<T>,
  pause: number,
  now: () => number = () => performance.now(),
): () => Promise<T> {
  let pending: Promise<T> | undefined;
  let failure: { error: unknown; at: number } | undefined;
  const attempt = async () => {
    try {
      const result = await Promise.try(work);
      failure = undefined;
      return result;
    } catch (error) {
      failure = { error, at: now() };
      throw error;
    } finally {
      pending = undefined;
    }
  };
  return async () => {
    if (failure !== undefined && now() < failure.at + pause) throw failure.error;
    return await (pending ??= attempt());
  };
}
