/** Notices when the files of an open store are moved, removed or replaced, which SQLite does not. */

/** The files that SQLite reaches through its open handles, whatever their paths name by now. */
const SUFFIXES = ["", "-wal", "-shm"];

/**
 * The time for which a change of the folder may have the same modification time as the next one, in milliseconds. File
 * systems count in steps of up to two seconds.
 */
const UNCERTAIN_TIME = 2_000;

/** The paths of a store no longer name the files that this process has open. */
export class StoreGoneError extends Error {
  override name = "StoreGoneError";

  /** @param mayBeSaved True if a commit had already gone into the files. */
  constructor(readonly mayBeSaved: boolean) {
    super("the store was moved, removed or replaced while it was open");
  }
}

/**
 * The identity of the files of a store. A change of any of them changes the times of their folder, so one call of the system
 * is enough while nothing happens there. Programs such as rsync set the modification time back when they have replaced files,
 * but the system alone sets the time of the last status change.
 */
export class StoreIdentity {
  readonly #path: string;
  readonly #folder: string;
  readonly #files: readonly (readonly [path: string, identity: string])[];
  /** The folder as it was when the files were last compared; null if they must be compared. */
  #knownFolder: string | null = null;

  /**
   * Remembers the files.
   *
   * @param path The real path of a store that this process has opened and read.
   * @param now The current time in milliseconds (default: `Date.now`).
   */
  constructor(path: string, private readonly now: () => number = Date.now) {
    this.#path = path;
    this.#folder = path.replace(/[^/\\]*$/, "") || ".";
    this.#files = SUFFIXES.flatMap((suffix) => {
      const identity = readIdentity(path + suffix);
      return identity === null ? [] : [[path + suffix, identity] as const];
    });
  }

  /** Reports whether the paths still name the files. */
  isPresent(): boolean {
    const before = this.#readFolder();
    if (before !== null && before === this.#knownFolder) return true;
    const isPresent = this.#files.some(([path]) => path === this.#path) &&
      this.#files.every(([path, identity]) => readIdentity(path) === identity);
    this.#knownFolder = isPresent ? before : null;
    return isPresent;
  }

  /** Returns the identity and state of the folder; null if it may change again unnoticed. */
  #readFolder(): string | null {
    const info = statOrNull(this.#folder);
    if (info === null || info.mtime === null) return null;
    const times = [info.mtime, info.ctime ?? info.mtime].map((time) => time.getTime());
    if (times.some((time) => Math.abs(this.now() - time) < UNCERTAIN_TIME)) return null;
    return `${info.dev} ${info.ino} ${times.join(" ")}`;
  }
}

function readIdentity(path: string): string | null {
  const info = statOrNull(path);
  return info === null ? null : `${info.dev} ${info.ino}`;
}

function statOrNull(path: string): Deno.FileInfo | null {
  try {
    return Deno.statSync(path);
  } catch {
    return null;
  }
}
