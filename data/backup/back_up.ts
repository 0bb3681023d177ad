/** Backups of stores that may be in use. */

import { DataError, NewFile, toDataError } from "../files/mod.ts";
import { copyDatabase, findDamage, removeCompanions } from "./database.ts";
import { requireStoreFile } from "./store_path.ts";

/**
 * Copies a store file in a consistent state, and verifies the copy.
 *
 * @param location The store's path.
 * @param target A path where no file exists.
 * @throws {DataError} If the store is not a file, does not exist or is not a store or is damaged,
 *   or if the copy cannot be written.
 */
export async function backUp(location: string, target: string): Promise<void> {
  const path = await requireStoreFile(location, "back up");
  await using copy = await NewFile.create(target, { advice: "Use another name for the backup." });
  try {
    await copyDatabase(path, copy.partial);
  } catch (error) {
    const failure = toDataError("back up", path, error);
    throw /malformed/.test(failure.message) ? createDamageError(path, "database disk image is malformed") : failure;
  }
  const damage = await findDamage(copy.partial).finally(() => removeCompanions(copy.partial));
  if (damage !== null) throw createDamageError(path, damage);
  await copy.finish();
}

function createDamageError(path: string, damage: string): DataError {
  return new DataError(
    `Cannot back up ${path}: it is damaged (${damage}). No copy was made. Restore an earlier backup (support-mcp restore), or repair the store (support-mcp check --repair).`,
  );
}
