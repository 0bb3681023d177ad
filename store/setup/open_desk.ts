import type { Desk } from "../desk.ts";
import { openKvDesk } from "../kv/mod.ts";
import { type DeskLocation, parseLocation } from "../location.ts";

export type { DeskLocation };

export interface OpenDeskOptions {
  /** Returns the current time, in milliseconds since the epoch (default: `Date.now`). */
  now?: () => number;
  /** The time limit of one call to a KV Connect server, in milliseconds (default: 5000). */
  timeout?: number;
  /**
   * Records passed deadlines, ends snoozes and applies changed deadlines to tickets, while the desk is open (default:
   * false).
   */
  background?: boolean;
  /** Called while an older store is migrated, with a sentence about the progress. */
  onMigrate?: (message: string) => void;
  /** Called when damage is found that the desk goes on with, with sentences about it. */
  onDamage?: (message: string) => void;
  /**
   * Read first, with SQLite, what Deno KV reads when it opens a file: at damage there, Deno KV ends the process (default:
   * only if the start of the file looks damaged).
   */
  inspect?: boolean;
  /** The wait for another process that writes to the file. */
  lock?: {
    /** In milliseconds (default: 30,000). */
    limit?: number;
    /** Called when the wait is longer than 5 seconds, with a sentence that names the process. */
    onWait?: (message: string) => void;
  };
}

/**
 * Opens the desk at `location`, and creates it on first use.
 *
 * @throws {DeskError} `unavailable` if it cannot be opened, is not a desk, or was written by a newer version. The location
 *   is not changed then.
 */
export async function openDesk(
  location: DeskLocation,
  { now = Date.now, ...options }: OpenDeskOptions = {},
): Promise<Desk> {
  return await openKvDesk(parseLocation(location), { now, ...options });
}
