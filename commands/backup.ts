/** What `support-mcp backup` does: copies a store. */

import { backUp } from "../data/mod.ts";
import { getDefaultLocation } from "../store/mod.ts";
import { convertDataErrors } from "./data/data_errors.ts";
import { openTerminal } from "./terminal.ts";

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
  const location = db ?? getDefaultLocation();
  await convertDataErrors(() => backUp(location, path));
  if (!quiet) openTerminal().process.stdout.write(`Copied ${location} to ${path}.\n`);
  return 0;
}
