import type { DatabaseSync } from "node:sqlite";

/**
 * A private database on disk for what doesn't fit in memory. SQLite keeps it in a temporary file without a name, which
 * is gone when it is closed, or when the process is.
 *
 * @param schema The statements that make its tables.
 */
export async function openScratchDatabase(schema: string): Promise<DatabaseSync> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync("");
  // Nobody will ever recover it, and one transaction that never ends spares the bookkeeping of many.
  database.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; ${schema}; BEGIN`);
  return database;
}
