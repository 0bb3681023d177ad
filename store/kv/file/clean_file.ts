/** Removing what was deleted from the bytes of a store. */

/** The time that SQLite waits for other connections, in milliseconds. */
const TIMEOUT = 5_000;

/**
 * Writes the file of a store again, without deleted bytes, and empties its write-ahead log. Other connections may stay open
 * if they are not in the middle of a read.
 *
 * @param path The real path of the store.
 * @returns The reason why deleted bytes may be left; null if none are.
 */
export async function cleanFile(path: string): Promise<string | null> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(path, { timeout: TIMEOUT });
  try {
    database.exec("PRAGMA secure_delete = ON; VACUUM");
    const result = database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
    return result?.busy === 0 ? null : "another process reads the store";
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // Deno forbids it to processes that gave up permissions, as servers do.
    return /attached databases/.test(reason) ? "a running server may not write the whole file again" : reason;
  } finally {
    database.close();
  }
}
