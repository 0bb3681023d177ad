/** Checks and repairs of stores, named by their location. */

import { checkStore, repairStore, type StoreCheck, type StoreRepair } from "../../store/kv/check/mod.ts";
import { parseLocation } from "../../store/mod.ts";
import { requireStore, requireStoreFile } from "../backup/mod.ts";
import { DataError } from "../files/mod.ts";

/** Receives the part of the work that is done, from 0 to 1. */
type OnProgress = (done: number) => void;

/**
 * Checks a store, which may be in use.
 *
 * @throws {DataError} If there is no store.
 * @throws {DeskError} If it cannot be read, or another version wrote it.
 */
export async function check(location: string, onProgress: OnProgress): Promise<StoreCheck> {
  const where = parseLocation(location);
  if (where.kind === "memory") throw new DataError("--db cannot be :memory:, because a store in memory is empty.");
  await requireStore(location);
  if (where.kind === "file") await requireStoreFile(location, "check");
  return await checkStore(where, onProgress);
}

/**
 * Repairs a store that no other process has open.
 *
 * @throws {DataError} If the store is not a file.
 * @throws {DeskError} If it is in use, or cannot be read. Nothing is changed then.
 */
export async function repair(location: string, onProgress: OnProgress): Promise<StoreRepair> {
  const path = await requireStoreFile(location, "repair");
  return await repairStore(await Deno.realPath(path), onProgress);
}
