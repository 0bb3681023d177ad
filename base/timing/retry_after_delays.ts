export interface RetryOptions {
  /** Delays before the attempts, in the unit that `wait` takes. Retrying ends after the last one. */
  delays: Iterable<number>;
  /** Waits before an attempt. Its rejection ends the retries. */
  wait(delay: number): Promise<void>;
  /** Returns false for an error that another attempt cannot fix. Every error is retried by default. */
  isRetryable?(error: unknown): boolean;
}

/**
 * Repeats an attempt until it succeeds, with a delay before each one. Use it after a first failure.
 *
 * @throws The error of the last attempt.
 */
export async function retryAfterDelays<T>(
  attempt: () => Promise<T>,
  { delays, wait, isRetryable = () => true }: RetryOptions,
): Promise<T> {
  let failure: unknown = new RangeError("Cannot retry: there are no delays");
  for (const delay of delays) {
    await wait(delay);
    try {
      return await attempt();
    } catch (error) {
      if (!isRetryable(error)) throw error;
      failure = error;
    }
  }
  throw failure;
}
