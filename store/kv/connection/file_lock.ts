/** Keeps the processes that share one store file from writing at the same time. */

import { delay } from "../../../base/delay.ts";

/** How long a process may go on writing before it lets others in, and for how long it then steps aside. In milliseconds. */
const TURN = 50;
const STEP_ASIDE = 2;
/** A pause of the writer that is too short for others to have come in, in milliseconds. */
const NO_PAUSE = 1;

/** The right to write, for one piece of work at a time. */
export interface WriteLock {
  /** Works with the lock held; `mayGoOn` says whether that may begin another piece of work, or others should have a turn. */
  hold<T>(work: (mayGoOn: () => boolean) => T | Promise<T>): Promise<T>;
}

/** For stores that no other process can have open, and servers that order their writers themselves. */
export const NO_LOCK: WriteLock = { hold: async (work) => await work(() => true) };

/**
 * A lock file beside the store, held by one process at a time. The system frees it when its holder dies; the empty file
 * stays, since removing it would let two processes lock two different files of that name.
 *
 * The system gives a freed lock to whoever asks first, so that a process which writes without a pause would shut out
 * all others: after its turn it steps aside for a moment.
 */
export class FileLock implements WriteLock, Disposable {
  readonly #file: Deno.FsFile;
  #turnBegan = 0;
  #released = -Infinity;

  private constructor(file: Deno.FsFile) {
    this.#file = file;
  }

  /** Opens, and on first use makes, the lock file of the store at `path`. */
  static async open(path: string): Promise<FileLock> {
    return new FileLock(await Deno.open(`${path}.lock`, { read: true, write: true, create: true, mode: 0o600 }));
  }

  /** Waits for the lock, works, and frees it. Calls within one process must not overlap. */
  async hold<T>(work: (mayGoOn: () => boolean) => T | Promise<T>): Promise<T> {
    await this.#letOthersIn();
    if (!this.#file.tryLockSync(true)) {
      await this.#file.lock(true);
      this.#turnBegan = performance.now();
    }
    try {
      return await work(() => performance.now() - this.#turnBegan < TURN);
    } finally {
      this.#file.unlockSync();
      this.#released = performance.now();
    }
  }

  async #letOthersIn(): Promise<void> {
    const now = performance.now();
    const paused = now - this.#released > NO_PAUSE;
    if (!paused && now - this.#turnBegan < TURN) return;
    if (!paused) await delay(STEP_ASIDE);
    this.#turnBegan = performance.now();
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}
