/** Damage at which Deno KV ends the process when it opens a file. */

/** The page size of every file that Deno KV creates, in bytes. */
const PAGE_SIZE = 4_096;
/** The first and last page of the roots of Deno KV's tables and indexes, in every file that it creates. */
const ROOTS = { first: 2, last: 9 };
/** The types of B-tree pages ("Database File Format", 1.6). */
const PAGE_TYPES = [2, 5, 10, 13];

/** The first reads of Deno KV's background threads. The desk never uses the queue, but its tables exist. */
const FIRST_READS = [
  "SELECT min(ts) FROM queue",
  "SELECT min(deadline) FROM queue_running",
  "SELECT min(expiration_ms) FROM kv WHERE expiration_ms >= 0",
  "SELECT max(v) FROM kv WHERE expiration_ms BETWEEN 0 AND unixepoch() * 1000",
];

/**
 * Reports whether the roots of tables may be overwritten. This costs no read, but a file with another order of pages may
 * look damaged.
 *
 * @param start The bytes from `offset` on.
 */
export function mayBeDamaged(start: Uint8Array, offset: number): boolean {
  for (let page = ROOTS.first; page <= ROOTS.last; page++) {
    const type = start[(page - 1) * PAGE_SIZE - offset];
    if (type !== undefined && !PAGE_TYPES.includes(type)) return true;
  }
  return false;
}

/**
 * Reads with SQLite what Deno KV reads when it opens the file. At damage there, its threads end the process.
 *
 * @returns What is wrong; null if nothing is, or the file cannot be opened for another reason.
 */
export async function findOpeningDamage(path: string): Promise<string | null> {
  const { DatabaseSync } = await import("node:sqlite");
  try {
    using database = new DatabaseSync(path, { readOnly: true }) as InstanceType<typeof DatabaseSync> & Disposable;
    for (const statement of FIRST_READS) database.prepare(statement).get();
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return /malformed|corrupt/i.test(message) ? message : null;
  }
}
