/** Backups of stores that may be in use. */

import type { DatabaseSync } from "node:sqlite";
import { parseLocation } from "../store/mod.ts";
import { DataError, NewFile, toDataError } from "./files/mod.ts";

/**
 * Copies all pages in one step, during which other processes can write. With several steps, SQLite would restart the
 * copy after each write and never finish on a busy store.
 */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * Copies a store file in a consistent state.
 *
 * @param location The store's path.
 * @param target A path where no file exists.
 * @throws {DataError} If the store is not a file, does not exist or is not a store, or if the copy cannot be written.
 */
export async function backUp(location: string, target: string): Promise<void> {
  const path = await requireFile(location);
  await using copy = await NewFile.create(target, { advice: "Use another name for the backup." });
  try {
    await copyDatabase(path, copy.partial);
  } catch (error) {
    throw toDataError("back up", path, error);
  }
  await copy.finish();
}

async function copyDatabase(path: string, target: string): Promise<void> {
  const { backup, DatabaseSync } = await import("node:sqlite");
  const store = new DatabaseSync(path, { readOnly: true });
  try {
    requireDenoKv(store, path);
    await backup(store, target, { rate: ALL_PAGES });
  } finally {
    store.close();
  }
}

async function requireFile(location: string): Promise<string> {
  const where = parseLocation(location);
  switch (where.kind) {
    case "memory":
      throw new DataError("Cannot back up :memory:, which exists only inside its process. Set --db to a file.");
    case "server":
      throw new DataError(
        `Cannot back up ${where.url}: the data is on a server. Back it up there, or write it to a file (support-mcp export).`,
      );
    case "file":
      await requireStore(location);
      if ((await Deno.stat(where.path)).isDirectory) {
        throw new DataError(`Cannot back up ${where.path}: it is a folder. Set --db to the store's file.`);
      }
      return where.path;
  }
}

/** Opening the store as a desk would check more, but could migrate an older store. */
function requireDenoKv(store: DatabaseSync, path: string): void {
  const tables = listTables(store);
  if (!tables.includes("kv")) {
    throw new DataError(`Cannot back up ${path}: it is not a store. Set --db to another file.`);
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

/**
 * Checks that a store exists, because opening it would create it.
 *
 * @throws {DataError} If the file does not exist.
 */
export async function requireStore(location: string): Promise<void> {
  const where = parseLocation(location);
  if (where.kind !== "file" || await storeExists(location)) return;
  throw new DataError(`There is no store at ${where.path}. Set --db to another file.`);
}

/** Returns true if the store's file exists, and for any location that is not a path. */
export async function storeExists(location: string): Promise<boolean> {
  const where = parseLocation(location);
  if (where.kind !== "file") return true;
  try {
    await Deno.stat(where.path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw toDataError("read", where.path, error);
  }
}
