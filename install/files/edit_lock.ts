/** Lets one process at a time edit a file. */

import { delay } from "../../base/timing/delay.ts";
import { InstallError } from "../errors/mod.ts";

/** The pause between two attempts to get the lock, and the longest time to wait for it. In milliseconds. */
const PAUSE = 15;
const WAIT_LIMIT = 30_000;

/**
 * Edits a file while no other process of this program does. The lock is a file beside it, which is removed at the end. The
 * system frees the lock of a process that dies.
 *
 * @param path The file itself, not a link to it. Its folder exists.
 * @param limit The longest time to wait, in milliseconds.
 * @throws {InstallError} If another process edits the file for longer.
 */
export async function withEditLock<T>(path: string, edit: () => Promise<T>, limit: number = WAIT_LIMIT): Promise<T> {
  const lock = `${path}.support-mcp-lock`;
  const end = performance.now() + limit;
  for (;;) {
    using file = await tryLock(lock);
    if (file !== undefined) {
      try {
        return await edit();
      } finally {
        // Windows cannot tell if a file was removed while it was waited for, so the file stays there.
        if (Deno.build.os !== "windows") await Deno.remove(lock).catch(() => {});
      }
    }
    if (performance.now() > end) {
      throw new InstallError(`${path} is being changed by another support-mcp. Wait until it ends, and try again.`);
    }
    await delay(PAUSE * (0.5 + Math.random()));
  }
}

/** Returns undefined if another process has the lock. */
async function tryLock(lock: string): Promise<Deno.FsFile | undefined> {
  const file = await Deno.open(lock, { read: true, write: true, create: true, mode: 0o600 });
  try {
    if (hasLock(file) && await isAt(lock, file)) return file;
  } catch (error) {
    file.close();
    throw error;
  }
  file.close();
  return undefined;
}

function hasLock(file: Deno.FsFile): boolean {
  try {
    return file.tryLockSync(true);
  } catch {
    return true; // some network file systems have no locks: the check before the rename is left
  }
}

/** Checks if the previous holder has left the file there. Otherwise, others lock another file of its name. */
async function isAt(lock: string, file: Deno.FsFile): Promise<boolean> {
  if (Deno.build.os === "windows") return true;
  const [own, there] = [await file.stat(), await Deno.stat(lock).catch(() => undefined)];
  return own.ino === there?.ino && own.dev === there?.dev;
}
