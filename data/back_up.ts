/** Copies of a store that may be in use. */

import type { DatabaseSync } from "node:sqlite";
import { parseLocation } from "../store/mod.ts";
import { DataError, NewFile, toDataError } from "./files/mod.ts";

/**
 * SQLite begins a copy anew when another process writes between two of its steps, so that a busy store's would never
 * end: all pages are one step, during which others go on writing.
 */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * Copies the store file as it is at one moment.
 *
 * @param location The store's path.
 * @param target Where no file is yet.
 * @throws {DataError} When the store is no file, isn't there or isn't one, or the copy can't be written.
 */
export async function backUp(location: string, target: string): Promise<void> {
  const path = await requireFile(location);
  await using copy = await NewFile.create(target, { wayOut: "Give the backup another name." });
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
      throw new DataError("Can't back up :memory:, which is gone when its process ends. Name a file with --db.");
    case "server":
      throw new DataError(
        `Can't back up ${where.url}: a server keeps it. Back it up there, or write its data to a file (support-mcp export).`,
      );
    case "file":
      await requireStore(location);
      if ((await Deno.stat(where.path)).isDirectory) {
        throw new DataError(`Can't back up ${where.path}: it is a folder. Name the store in it with --db.`);
      }
      return where.path;
  }
}

/** Opening it as a desk would tell more, but might change it: a store of an older version is brought up to date. */
function requireDenoKv(store: DatabaseSync, path: string): void {
  const tables = listTables(store);
  if (!tables.includes("kv")) throw new DataError(`Can't back up ${path}: it is no store. Name another with --db.`);
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
 * Makes sure that there is a store, for opening one would make it.
 *
 * @throws {DataError} When there is no file.
 */
export async function requireStore(location: string): Promise<void> {
  const where = parseLocation(location);
  if (where.kind !== "file" || await storeExists(location)) return;
  throw new DataError(`There is no store at ${where.path}. Name another with --db.`);
}

/** Whether there is something at a store's path; what is no path is taken to be there. */
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
