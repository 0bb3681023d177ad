import type { DatabaseSync } from "node:sqlite";

/**
 * Opens a private database for data that may not fit in memory. SQLite keeps it in an unnamed temporary file that
 * disappears when the database or the process ends.
 *
 * @param schema Statements that create the tables.
 */
export async function openScratchDatabase(schema: string): Promise<DatabaseSync> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync("");
  // No recovery is needed, and a single open transaction avoids the overhead of many.
  database.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; ${schema}; BEGIN`);
  return database;
}
