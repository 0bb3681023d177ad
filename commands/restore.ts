/** `support-mcp restore`: replaces a store with a backup. */

import { restore, type RestoreSummary } from "../data/mod.ts";
import { convertDataErrors, getStoreLocation } from "./data/mod.ts";
import { formatCount, print } from "./output/mod.ts";

export interface RestoreFlags {
  db: string | undefined;
  quiet: boolean;
}

/**
 * Verifies the backup, and replaces the store with a copy of it.
 *
 * @returns The exit code.
 * @throws {CommandError} If the backup is damaged or not a store, or the store is in use.
 */
export async function runRestore(backup: string, { db, quiet }: RestoreFlags): Promise<number> {
  const summary = await convertDataErrors(() => restore(backup, getStoreLocation(db)));
  if (!quiet) print(formatSummary(summary, backup));
  return 0;
}

function formatSummary({ path, kept, tickets, customers }: RestoreSummary, backup: string): string {
  const counts = `${formatCount(tickets, "ticket")}, ${formatCount(customers, "customer")}`;
  const before = kept === null ? "" : `The previous store is kept as ${kept}.\n`;
  return `Restored ${path} from ${backup}: ${counts}.\n${before}`;
}
