import { CommandError } from "../process/mod.ts";
import { canBeOpened, copyReadOnlyStore, hasCompanions } from "./copy_store.ts";

export interface ReadOptions {
  /** True if only SQLite reads the store, which needs no copy while its files are there (default: false). */
  inPlace?: boolean;
}

/**
 * Reads a store, or a copy of it if it cannot be written.
 *
 * @param location The path of the store. Other locations are passed on.
 * @param read Receives the location to read. Its errors name the original.
 */
export async function readStore<T>(
  location: string,
  read: (location: string) => Promise<T>,
  { inPlace = false }: ReadOptions = {},
): Promise<T> {
  const copy = inPlace && await hasCompanions(location) ? undefined : await copyReadOnlyStore(location);
  if (copy === undefined) return await read(location);
  try {
    return await read(copy.path);
  } catch (error) {
    if (error instanceof Error) error.message = error.message.replaceAll(copy.path, () => location);
    throw error;
  } finally {
    await copy.remove();
  }
}

/**
 * Refuses a store that cannot be written. A missing store is not an error here.
 *
 * @param doing The operation in the message, such as `repair`.
 * @throws {CommandError} If the store, or the folder for the files beside it, is read-only.
 */
export async function requireWritableStore(location: string, doing: string): Promise<void> {
  const info = await Deno.stat(location).catch(() => null);
  if (info === null || !info.isFile || await canBeOpened(location)) return;
  throw new CommandError(
    `Cannot ${doing} ${location}: it is read-only. Make the file and its folder writable for this user, ` +
      "or copy it and name the copy with --db.",
  );
}
