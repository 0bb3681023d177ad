/** Removing what was deleted from the bytes of a store. */

import type { DatabaseSync } from "node:sqlite";

/** The time that SQLite waits for other connections, in milliseconds. */
const TIMEOUT = 5_000;

/** The largest file that a server rewrites, in bytes: its hosts wait for about a second. */
const MOST_REWRITTEN = 16 * 1024 * 1024;

/**
 * Writes the file of a store again, without deleted bytes, and empties its write-ahead log. Other connections may stay open
 * if they are not in the middle of a read.
 *
 * @param path The real path of the store.
 * @param most The size of the largest file that a process without the permissions of a command writes again, in bytes.
 * @returns The reason why deleted bytes may be left; null if none are.
 */
export async function cleanFile(path: string, most = MOST_REWRITTEN): Promise<string | null> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(path, { timeout: TIMEOUT });
  try {
    database.exec("PRAGMA secure_delete = ON");
    const isRewritten = vacuum(database) || rewriteRows(database, most);
    const { busy } = database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get()!;
    if (busy !== 0) return "another process reads the store";
    return isRewritten ? null : "a running server does not rewrite a file this large";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    database.close();
  }
}

/** @returns False where Deno forbids it: to processes that gave up permissions, as servers do. */
function vacuum(database: DatabaseSync): boolean {
  try {
    database.exec("VACUUM");
    return true;
  } catch (error) {
    if (/attached databases/.test(String(error))) return false;
    throw error;
  }
}

/**
 * Writes the rows of Deno KV again, as `VACUUM` would, but in their place. SQLite fills the pages that become free with zeros;
 * those that were free before are filled by a table that is dropped.
 *
 * @returns False for a file that is too large.
 */
function rewriteRows(database: DatabaseSync, most: number): boolean {
  const read = (name: string) => Number(database.prepare(`PRAGMA ${name}`).get()![name]);
  const pageSize = read("page_size");
  if (read("page_count") * pageSize > most) return false;
  database.exec(`
    BEGIN IMMEDIATE;
    CREATE TEMP TABLE rewritten AS SELECT * FROM main.kv;
    DELETE FROM main.kv;
    INSERT INTO main.kv SELECT * FROM rewritten ORDER BY k;
    CREATE TABLE main.filler (bytes BLOB);
  `);
  try {
    database.prepare("INSERT INTO filler VALUES (zeroblob(?))").run(read("freelist_count") * pageSize);
    database.exec("DROP TABLE main.filler; COMMIT; DROP TABLE rewritten");
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
  return true;
}
