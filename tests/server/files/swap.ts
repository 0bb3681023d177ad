/** Swaps a path with a link, as fast as it can: for tests of races. */

import { join } from "node:path";
import type { SharedFolder } from "./shared_folder.ts";

/**
 * Swaps `folder`, in the shared one, with a link to the one elsewhere, until it is disposed. Each has a `secret.txt`, and
 * the one in `folder` is harmless.
 */
export async function startSwappingFolders({ shared, elsewhere }: SharedFolder): Promise<AsyncDisposable> {
  const folder = join(shared, "folder");
  await Deno.mkdir(folder);
  await Deno.writeTextFile(join(folder, "secret.txt"), "harmless");
  await Deno.symlink(elsewhere, `${folder}.link`);
  return await startSwapping(folder, `${folder}.link`);
}

/** Runs in a thread of its own until it is disposed; then `path` is what it was in the beginning. */
export async function startSwapping(path: string, link: string): Promise<AsyncDisposable> {
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
