/** Stores as SQLite databases. Nothing here changes what a database contains. */

import type { DatabaseSync } from "node:sqlite";
import { createInaccessibleError, isInaccessible } from "../../store/mod.ts";
import { DataError } from "../files/mod.ts";

/**
 * Copies all pages in one step, during which other processes can write. With several steps, SQLite would restart the
 * copy after each write and never finish on a busy store.
 */
const ALL_PAGES = 2 ** 31 - 1;

/** The files beside an open store. */
const COMPANIONS = ["-wal", "-shm", ".lock"];

/**
 * Copies a store to a new or empty file, in a consistent state.
 *
 * @param doing The operation in messages, such as `back up`.
 * @throws {DataError} If the file is not a store.
 */
export async function copyDatabase(path: string, target: string, doing = "back up"): Promise<void> {
  const { backup, DatabaseSync } = await import("node:sqlite");
  const store = new DatabaseSync(path, { readOnly: true });
  try {
    requireDenoKv(store, path, doing);
    await backup(store, target, { rate: ALL_PAGES });
  } finally {
    store.close();
  }
}

/**
 * Runs SQLite's quick check: every page can be read, and no row is out of order. It does not compare indices with tables.
 *
 * @returns The first problem; null if there is none.
 * @throws {DeskError} `unavailable` if SQLite may not read the file, or not create the files beside it.
 */
export async function findDamage(path: string): Promise<string | null> {
  const { DatabaseSync } = await import("node:sqlite");
  try {
    const store = new DatabaseSync(path, { readOnly: true });
    try {
      const problem = String(store.prepare("PRAGMA quick_check(1)").get()?.quick_check);
      return problem === "ok" ? null : problem.replace(/\s*\n\s*/g, ": ");
    } finally {
      store.close();
    }
  } catch (error) {
    if (isInaccessible(error)) throw createInaccessibleError(path, error);
    return error instanceof Error ? error.message : String(error);
  }
}

/** Opening the store as a desk would check more, but could migrate an older store. */
function requireDenoKv(store: DatabaseSync, path: string, doing: string): void {
  const tables = listTables(store);
  if (!tables.includes("kv")) {
    throw new DataError(`Cannot ${doing} ${path}: it is not a store. Set --db to another file.`);
  }
}

function listTables(store: DatabaseSync): unknown[] {
  try {
    return store.prepare("SELECT name FROM sqlite_schema").all().map(({ name }) => name);
  } catch (error) {
    if (/not a database/i.test(String(error))) return [];
    throw error;
  }
}

/** Removes what opening a copy leaves beside it. No process may have the copy open. */
export async function removeCompanions(copy: string): Promise<void> {
  for (const companion of COMPANIONS) await Deno.remove(copy + companion).catch(() => {});
}
