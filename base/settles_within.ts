/**
 * Waits for a promise, but not for ever.
 *
 * @param time In milliseconds.
 * @returns Whether it was fulfilled or rejected in that time.
 */
export function settlesWithin(promise: Promise<unknown>, time: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), time);
    const settled = () => {
      clearTimeout(timer);
      resolve(true);
    };
    promise.then(settled, settled);
  });
}
