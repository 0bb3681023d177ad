/** The files that a process may have open (getrlimit(2), RLIMIT_NOFILE). Each connection is one. */

import { fstatSync, openSync } from "node:fs";

/** Deno raises its limit on macOS to at least this. */
const MACOS_LIMIT = 10_240;
/** Left for the store, files and connections to other servers, or a quarter of a low limit. */
const RESERVE = 64;
/** The time between counts, in milliseconds. */
const INTERVAL = 100;

/** Counts open files. */
export type CountFiles = () => number;

/** Detects when the process is about to run out of files. Without files, it could accept no connection. */
export class OpenFiles {
  /** With more open files than this, the process counts as crowded. */
  readonly mark: number;
  #count: CountFiles | null | undefined;
  #isCrowded = false;
  #countedAt = -Infinity;

  /**
   * @param limit The maximum number of files; Infinity if there is no limit.
   * @param ways Ways to count the open files. The first that works is used.
   */
  constructor(readonly limit: number, private readonly ways: readonly CountFiles[] = []) {
    this.mark = limit - Math.min(RESERVE, Math.ceil(limit / 4));
  }

  /** The maximum number of streams for which there are files, with a connection for the requests of each. Infinity if files are counted. */
  get maxStreams(): number {
    return this.#findCount() === null ? Math.floor(this.mark / 2) : Infinity;
  }

  /** Checks whether there are too few left for another stream. Counts only periodically, because every request asks. */
  isCrowded(): boolean {
    const now = performance.now();
    if (now < this.#countedAt + INTERVAL) return this.#isCrowded;
    this.#countedAt = now;
    const count = this.#findCount();
    return this.#isCrowded = count !== null && count() >= this.mark;
  }

  /** Tries the ways once, when permissions have been given up: they differ between versions of Deno. */
  #findCount(): CountFiles | null {
    return this.#count ??= this.ways.find(works) ?? null;
  }
}

/** Finds the files of this process. Call it before permissions are given up: Deno lets no one look into /proc afterwards. */
export function readOpenFiles(): OpenFiles {
  if (Deno.build.os === "darwin") return new OpenFiles(MACOS_LIMIT);
  if (Deno.build.os !== "linux") return new OpenFiles(Infinity);
  try {
    const soft = /^Max open files +(\d+)/m.exec(Deno.readTextFileSync("/proc/self/limits"))?.[1];
    return soft === undefined ? new OpenFiles(Infinity) : new OpenFiles(Number(soft), createCounters());
  } catch {
    return new OpenFiles(Infinity); // no /proc
  }
}

/** Since Linux 6.2, the size of the folder is the number of open files. */
function createCounters(): CountFiles[] {
  const folder = openSync("/proc/self/fd", "r");
  return [() => fstatSync(folder).size, () => Deno.statSync("/proc/thread-self/fd").size];
}

function works(count: CountFiles): boolean {
  try {
    return count() > 0;
  } catch {
    return false;
  }
}
