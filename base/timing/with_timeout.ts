/**
 * Waits for a promise up to a time limit. The work behind it is not cancelled.
 *
 * @throws What the promise rejects with, or the error of `createError` after `milliseconds`.
 */
export async function withTimeout<T>(
  promise: Promise<T>,
  milliseconds: number,
  createError: () => Error,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(createError()), milliseconds);
  });
  return await Promise.race([promise, expiry]).finally(() => clearTimeout(timer));
}
