/** Swaps a path with a link as fast as possible, for tests of race conditions. */

import { join } from "node:path";
import type { SharedFolder } from "./shared_folder.ts";

/**
 * Swaps `folder` in the shared folder with a link to the folder elsewhere, until it is disposed. Both have a `secret.txt`;
 * the one in `folder` is harmless.
 */
export async function startSwappingFolders({ shared, elsewhere }: SharedFolder): Promise<AsyncDisposable> {
  const folder = join(shared, "folder");
  await Deno.mkdir(folder);
  await Deno.writeTextFile(join(folder, "secret.txt"), "harmless");
  await Deno.symlink(elsewhere, `${folder}.link`);
  return await startSwapping(folder, `${folder}.link`);
}

/** Swaps the paths in a worker until it is disposed. Then `path` is in its original place. */
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
