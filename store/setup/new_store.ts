import { dirname } from "node:path";
import { DeskError } from "../errors.ts";
import { type DeskLocation, parseLocation } from "../location.ts";

/**
 * Finds out if opening a store would create it.
 *
 * @param location The store.
 * @param isNamed A flag or a variable names the store. Its folder must exist then: the path may have a typing error.
 * @returns The path of the file that would be created, or undefined.
 * @throws {DeskError} `unavailable` if the folder does not exist.
 */
export async function findNewStore(location: DeskLocation, isNamed: boolean): Promise<string | undefined> {
  const place = parseLocation(location);
  if (place.kind !== "file" || await isPresent(place.path)) return undefined;
  const folder = dirname(place.path);
  if (isNamed && !await isPresent(folder)) {
    throw new DeskError(
      "unavailable",
      `Cannot create the store ${place.path}: the folder ${folder} does not exist. Create it, or correct --db.`,
    );
  }
  return place.path;
}

/** Other problems than a missing file are reported when the store is opened. */
function isPresent(path: string): Promise<boolean> {
  return Deno.lstat(path).then(() => true, (error) => !(error instanceof Deno.errors.NotFound));
}
