/** Stores at paths. */

import { describeSpecialFile } from "../../base/system/special_file.ts";
import { parseLocation } from "../../store/mod.ts";
import { DataError, toDataError } from "../files/mod.ts";

/**
 * Checks that a store exists, because opening it would create it.
 *
 * @throws {DataError} If the file does not exist.
 */
export async function requireStore(location: string): Promise<void> {
  const where = parseLocation(location);
  if (where.kind !== "file" || await storeExists(location)) return;
  throw new DataError(
    `There is no store at ${where.path}. The first serve, import or settings set creates it. To use another store, set --db.`,
  );
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

/**
 * Returns the path of an existing store that is a file.
 *
 * @param doing The operation in messages, such as `back up`.
 * @throws {DataError} If it is in memory, on a server, a folder or missing.
 */
export async function requireStoreFile(location: string, doing: string): Promise<string> {
  const where = parseLocation(location);
  switch (where.kind) {
    case "memory":
      throw new DataError(`Cannot ${doing} :memory:, which exists only inside its process. Set --db to a file.`);
    case "server":
      throw new DataError(
        `Cannot ${doing} ${where.url}: the data is on a server. Do it there, or write the desk to a file (support-mcp export).`,
      );
    case "file":
      await requireStore(location);
      await requireRegularFile(where.path, doing);
      return where.path;
  }
}

/** Opening a pipe would wait for a program that writes to it. */
async function requireRegularFile(path: string, doing: string): Promise<void> {
  const kind = describeSpecialFile(await Deno.stat(path));
  if (kind === undefined) return;
  throw new DataError(`Cannot ${doing} ${path}: it is ${kind}. Set --db to the store's file.`);
}
