/** Waiting for another process that migrates the file of a store. */

import { delay } from "../../../base/timing/delay.ts";
import { retryAfterDelays } from "../../../base/timing/retry_after_delays.ts";
import { type FileLock, type FileLockOptions, LockTimeoutError } from "../file/mod.ts";
import { keys } from "../schema/mod.ts";
import { DenoKv } from "./deno_kv.ts";
import { isLocked } from "./store_errors.ts";

/**
 * SQLite does not wait for a process that opens a new file at the same moment and sets up its write-ahead log. In
 * milliseconds.
 */
const LOCKED_PAUSES: readonly number[] = new Array(49).fill(20);

/**
 * Calls `open` with the lock. A migration by another process may hold the lock for longer than usual: waits while it
 * continues.
 *
 * @param report Receives a sentence about each wait.
 */
export async function waitForMigration<Opened>(
  lock: FileLock,
  location: string,
  open: () => Promise<Opened>,
  report?: (message: string) => void,
): Promise<Opened> {
  const openLocked = () => lock.hold(open);
  for (let before = "";;) {
    try {
      return await openLocked().catch((error) => {
        if (!isLocked(error)) throw error;
        return retryAfterDelays(openLocked, { delays: LOCKED_PAUSES, wait: delay, isRetryable: isLocked });
      });
    } catch (error) {
      if (!(error instanceof LockTimeoutError)) throw error;
      const progress = await readMigrationVersion(location);
      if (progress === null || progress === before) throw error;
      before = progress;
      report?.("Waiting for another process, which migrates the store.");
    }
  }
}

/** Adds to the report of a wait that the other process migrates the store. */
export function nameMigrations(location: string, { onWait, ...options }: FileLockOptions): FileLockOptions {
  if (onWait === undefined) return options;
  const report = async (message: string) => {
    const progress = await readMigrationVersion(location).catch(() => null);
    onWait(progress === null ? message : `${message} It migrates the store.`);
  };
  return { ...options, onWait: report };
}

/** Returns the versionstamp of a migration's progress; null if none is under way. */
async function readMigrationVersion(location: string): Promise<string | null> {
  using kv = await DenoKv.open(location);
  return (await kv.get(keys.migration)).versionstamp;
}
