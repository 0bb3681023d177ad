/**
 * Limits how often `run` runs: at once, then after each interval if it was called in between.
 *
 * @param interval In milliseconds.
 */
export function throttle(run: () => unknown, interval: number): () => void {
  let isWaiting = false;
  let isWanted = false;
  const start = () => {
    isWanted = false;
    isWaiting = true;
    run();
    setTimeout(() => {
      isWaiting = false;
      if (isWanted) start();
    }, interval);
  };
  return () => {
    if (isWaiting) isWanted = true;
    else start();
  };
}
