/** What `support-mcp backup` does: copies a store. */

import { backUp } from "../data/mod.ts";
import { defaultLocation } from "../store/mod.ts";
import { orFailure } from "./data_failure.ts";
import { terminal } from "./terminal.ts";

export interface BackupFlags {
  db: string | undefined;
  quiet: boolean;
}

/**
 * Copies the store to a new file.
 *
 * @returns The exit code.
 * @throws {Failure} When the store is no file, or the copy can't be written or is there already.
 */
export async function runBackup(path: string, { db, quiet }: BackupFlags): Promise<number> {
  const location = db ?? defaultLocation();
  await orFailure(() => backUp(location, path));
  if (!quiet) terminal().process.stdout.write(`Copied ${location} to ${path}.\n`);
  return 0;
}
