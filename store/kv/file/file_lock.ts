/** Keeps the processes that share a store file from writing at the same time. */

import { delay } from "../../../base/timing/delay.ts";
import { copyOwner } from "./copy_owner.ts";
import { describeLockHolder, formatHolder } from "./lock_record.ts";

/** The time that a process may write before it lets others in, and the pause that it then makes, in milliseconds. */
const TURN = 50;
const PAUSE_AFTER_TURN = 2;
/** The longest gap between two pieces of work in which no other process can have taken the lock, in milliseconds. */
const MAX_GAP = 1;

/** The time after which waiting is reported, and after which it ends, in milliseconds. */
const REPORT_AFTER = 5_000;
const REFUSE_AFTER = 30_000;

/** The limit of waits when the process is about to exit, in milliseconds. */
const LAST_WAIT = 50;

export interface FileLockOptions {
  /** The longest time to wait for the lock, in milliseconds (default: 30,000). */
  limit?: number;
  /** The time after which waiting is reported, in milliseconds (default: 5,000). */
  reportAfter?: number;
  /** Called when another process holds the lock for long, with a sentence that names it. */
  onWait?: (message: string) => void;
}

/** Another process has held the lock for longer than the limit. */
export class LockTimeoutError extends Error {
  override name = "LockTimeoutError";
}

/** The exclusive right to write. */
export interface WriteLock {
  /** Works with the lock held. `mayContinue` reports whether the work may continue, or should end so that others get a turn. */
  hold<T>(work: (mayContinue: () => boolean) => T | Promise<T>): Promise<T>;
  /** Ends a wait for the lock, and keeps later ones short: the call of `hold` fails. */
  stopWaiting(): void;
}

/** For stores that no other process can open, and for servers, which order their writers themselves. */
export const NO_LOCK: WriteLock = { hold: async (work) => await work(() => true), stopWaiting: () => {} };

/**
 * A lock file beside the store, which names its last holder. The system frees the lock when its holder dies. The file
 * stays: removing it would let two processes lock two different files of the same name.
 *
 * The system does not queue processes that wait for a lock, so a process that writes without a pause would lock out all
 * others. After its turn it therefore pauses for a moment.
 */
export class FileLock implements WriteLock, Disposable {
  readonly #path: string;
  readonly #file: Deno.FsFile;
  readonly #options: FileLockOptions;
  /** A request for the lock that the system has not granted yet. It cannot be withdrawn. */
  #request: Promise<void> | null = null;
  /** Ends the current wait; null if nothing waits. */
  #endWait: (() => void) | null = null;
  #isEnding = false;
  #turnStart = 0;
  #lastRelease = -Infinity;

  private constructor(path: string, file: Deno.FsFile, options: FileLockOptions) {
    this.#path = path;
    this.#file = file;
    this.#options = options;
  }

  /** Opens the lock file of the store at `path`, and creates it on first use. */
  static async open(path: string, options: FileLockOptions = {}): Promise<FileLock> {
    const lock = `${path}.lock`;
    return new FileLock(lock, await openLock(path, lock), options);
  }

  /**
   * Waits for the lock, works, and frees it. Calls within one process must not overlap.
   *
   * @param limit The longest time to wait, in milliseconds.
   * @throws {LockTimeoutError} If another process holds the lock for longer.
   */
  async hold<T>(
    work: (mayContinue: () => boolean) => T | Promise<T>,
    limit: number = this.#options.limit ?? REFUSE_AFTER,
  ): Promise<T> {
    await this.#letOthersIn();
    if (this.#request !== null || !this.#file.tryLockSync(true)) {
      await this.#wait(limit);
      this.#turnStart = performance.now();
    }
    try {
      this.#sign();
      return await work(() => performance.now() - this.#turnStart < TURN);
    } finally {
      this.#file.unlockSync();
      this.#lastRelease = performance.now();
    }
  }

  /** Ends a wait for the lock, as its limit does. Later ones are short. */
  stopWaiting(): void {
    this.#isEnding = true;
    this.#endWait?.();
  }

  async #wait(limit: number): Promise<void> {
    const { reportAfter = REPORT_AFTER, onWait } = this.#options;
    const request = this.#request ??= this.#requestLock();
    const { promise: end, resolve } = Promise.withResolvers<"ended">();
    this.#endWait = () => resolve("ended");
    const wait = { isGranted: false };
    const [report, refusal] = [
      setTimeout(() => this.#report(wait, onWait), reportAfter),
      setTimeout(this.#endWait, this.#isEnding ? LAST_WAIT : limit),
    ];
    try {
      wait.isGranted = await Promise.race([request, end]) !== "ended";
      if (wait.isGranted) return;
    } finally {
      this.#endWait = null;
      clearTimeout(report);
      clearTimeout(refusal);
    }
    const holder = await describeLockHolder(this.#path);
    throw new LockTimeoutError(`${holder}. If it is stopped, continue or end it, then try again`);
  }

  /** Finding out who holds the lock takes a moment. The wait may be over then. */
  async #report(wait: { readonly isGranted: boolean }, onWait: FileLockOptions["onWait"]): Promise<void> {
    const holder = await describeLockHolder(this.#path);
    if (!wait.isGranted) onWait?.(`Waiting to write: ${holder}.`);
  }

  /** Frees a lock that is granted when nothing waits for it any more. */
  async #requestLock(): Promise<void> {
    await this.#file.lock(true);
    this.#request = null;
    if (this.#endWait === null) this.#file.unlockSync();
  }

  /** Names this process in the file, for others that wait. It need not be durable. */
  #sign(): void {
    try {
      this.#file.seekSync(0, Deno.SeekMode.Start);
      this.#file.writeSync(formatHolder());
    } catch {
      // A full disk must not keep anyone from reading, nor a write from failing with its own message.
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

/** A new lock file gets the owner of the store: an administrator's command must not lock out the service that owns it. */
async function openLock(path: string, lock: string): Promise<Deno.FsFile> {
  const options = { read: true, write: true };
  try {
    return await Deno.open(lock, options);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const file = await Deno.open(lock, { ...options, create: true, mode: 0o600 });
  if (await isFile(path)) await copyOwner(path, lock);
  return file;
}

async function isFile(path: string): Promise<boolean> {
  return (await Deno.stat(path).catch(() => null))?.isFile ?? false;
}
