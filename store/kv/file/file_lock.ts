/** Keeps the processes that share a store file from writing at the same time. */

import { delay } from "../../../base/delay.ts";

/** The time that a process may write before it lets others in, and the pause that it then makes, in milliseconds. */
const TURN = 50;
const PAUSE_AFTER_TURN = 2;
/** The longest gap between two pieces of work in which no other process can have taken the lock, in milliseconds. */
const MAX_GAP = 1;

/** The exclusive right to write. */
export interface WriteLock {
  /** Works with the lock held. `mayContinue` reports whether the work may go on, or should end so that others get a turn. */
  hold<T>(work: (mayContinue: () => boolean) => T | Promise<T>): Promise<T>;
}

/** For stores that no other process can open, and for servers, which order their writers themselves. */
export const NO_LOCK: WriteLock = { hold: async (work) => await work(() => true) };

/**
 * A lock file beside the store. The system frees the lock when its holder dies. The empty file stays: removing it would
 * let two processes lock two different files of the same name.
 *
 * The system does not queue processes that wait for a lock, so a process that writes without a pause would lock out all
 * others. After its turn it therefore pauses for a moment.
 */
export class FileLock implements WriteLock, Disposable {
  readonly #file: Deno.FsFile;
  #turnStart = 0;
  #lastRelease = -Infinity;

  private constructor(file: Deno.FsFile) {
    this.#file = file;
  }

  /** Opens the lock file of the store at `path`, and creates it on first use. */
  static async open(path: string): Promise<FileLock> {
    return new FileLock(await Deno.open(`${path}.lock`, { read: true, write: true, create: true, mode: 0o600 }));
  }

  /** Waits for the lock, works, and frees it. Calls within one process must not overlap. */
  async hold<T>(work: (mayContinue: () => boolean) => T | Promise<T>): Promise<T> {
    await this.#letOthersIn();
    if (!this.#file.tryLockSync(true)) {
      await this.#file.lock(true);
      this.#turnStart = performance.now();
    }
    try {
      return await work(() => performance.now() - this.#turnStart < TURN);
    } finally {
      this.#file.unlockSync();
      this.#lastRelease = performance.now();
    }
  }

  async #letOthersIn(): Promise<void> {
    const now = performance.now();
    const hadGap = now - this.#lastRelease > MAX_GAP;
    if (!hadGap && now - this.#turnStart < TURN) return;
    if (!hadGap) await delay(PAUSE_AFTER_TURN);
    this.#turnStart = performance.now();
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}
