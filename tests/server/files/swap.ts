/** Swaps a path with a link, as fast as it can: for tests of races. */

/** Runs in a thread of its own until it is disposed; then `path` is what it was in the beginning. */
export async function swapping(path: string, link: string): Promise<AsyncDisposable> {
  const worker = new Worker(new URL("./swap_worker.ts", import.meta.url), { type: "module" });
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const message = () =>
    new Promise<void>((resolve, reject) => {
      worker.onmessage = () => resolve();
      worker.onerror = ({ message }) => reject(new Error(message));
    });
  const started = message();
  worker.postMessage({ path, link, stop });
  await started;
  return {
    async [Symbol.asyncDispose]() {
      const stopped = message();
      Atomics.store(stop, 0, 1);
      await stopped;
      worker.terminate();
    },
  };
}
