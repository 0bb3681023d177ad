import { delay } from "../../../base/timing/delay.ts";
import type { Key } from "../port/mod.ts";
import { readKvRecords } from "./cells.ts";
import { openPages } from "./pages.ts";
import { decodeKey, SqliteRows } from "../rows/mod.ts";

/** The rows of a damaged file, in a temporary database that disappears with them. */
export interface RecoveredRows {
  rows: SqliteRows;
  /** The number of rows whose key can be read, but not their value. */
  withoutValue: number;
}

/** The number of pages between two turns of other tasks. */
const PAGES_PER_TURN = 1_000;

/** Of two rows with one key, the later one counts: a page may be there twice. */
const INSERT = `INSERT INTO kv VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
  v = excluded.v, v_encoding = excluded.v_encoding, version = excluded.version, expiration_ms = excluded.expiration_ms
  WHERE excluded.version > version`;

/**
 * Reads every row in the file without SQLite, which stops at the first damaged page. It reads all pages, also those that
 * no other page leads to.
 *
 * @param path The path of a store, which is only read.
 * @param isWanted Chooses rows by their key.
 */
export async function recoverRows(path: string, isWanted: (key: Key) => boolean): Promise<RecoveredRows> {
  const { DatabaseSync } = await import("node:sqlite");
  const scratch = new DatabaseSync("");
  scratch.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;
    CREATE TABLE kv (k BLOB PRIMARY KEY, v BLOB, v_encoding INTEGER, version INTEGER, expiration_ms INTEGER) WITHOUT ROWID`);
  const insert = scratch.prepare(INSERT);
  using file = await Deno.open(path);
  using wal = await Deno.open(`${path}-wal`).catch(() => null);
  const pages = openPages(file, wal);
  let withoutValue = 0;
  for (let number = 1; number <= pages.pageCount; number++) {
    if (number % PAGES_PER_TURN === 0) await delay(0);
    if (pages.free.has(number)) continue;
    for (const { k, v, v_encoding, version, expiration_ms } of readKvRecords(pages, number)) {
      const key = decodeKey(k);
      if (key === null || !isWanted(key)) continue;
      if (v === null) withoutValue++;
      else insert.run(k, v, v_encoding, version, expiration_ms);
    }
  }
  return { rows: new SqliteRows(scratch), withoutValue };
}
