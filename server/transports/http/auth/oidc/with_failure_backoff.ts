/** Work that may fail and is asked for often: done once for all who ask meanwhile, and after a failure not at once again. */

/**
 * Makes such work of a function.
 *
 * @param pause How long a failure counts for those who ask after it, in milliseconds.
 * @param now The present, in milliseconds; `performance.now` by default.
 */
export function withFailureBackoff<T>(
  work: () => Promise<T>,
  pause: number,
  now: () => number = () => performance.now(),
): () => Promise<T> {
  let underWay: Promise<T> | undefined;
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
      underWay = undefined;
    }
  };
  return async () => {
    if (failure !== undefined && now() < failure.at + pause) throw failure.error;
    return await (underWay ??= attempt());
  };
}
