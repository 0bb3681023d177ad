/// <reference lib="deno.worker" />
/** The worker of `startSwapping`: swaps `path` and the symbolic link `link` until `stop` is not 0. */

interface Swap {
  path: string;
  link: string;
  stop: Int32Array;
}

self.onmessage = ({ data: { path, link, stop } }: MessageEvent<Swap>) => {
  self.postMessage("started");
  while (Atomics.load(stop, 0) === 0) {
    Deno.renameSync(path, `${path}.aside`);
    Deno.renameSync(link, path);
    Deno.renameSync(path, link);
    Deno.renameSync(`${path}.aside`, path);
  }
  self.postMessage("stopped");
};
