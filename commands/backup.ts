/** `support-mcp backup`: copies a store. */

import { backUp } from "../data/mod.ts";
import { convertDataErrors, getStoreLocation } from "./data/mod.ts";
import { print } from "./output/mod.ts";
import { readStore } from "./read_only/mod.ts";

export interface BackupFlags {
  db: string | undefined;
  quiet: boolean;
}

/**
 * Copies the store to a new file.
 *
 * @returns The exit code.
 * @throws {CommandError} If the store is not a file, or the copy exists or cannot be written.
 */
export async function runBackup(path: string, { db, quiet }: BackupFlags): Promise<number> {
  const location = getStoreLocation(db);
  await convertDataErrors(() => readStore(location, (store) => backUp(store, path), { inPlace: true }));
  if (!quiet) print(`Copied ${location} to ${path}.\n`);
  return 0;
}
