/** Where a path that a model gives may point to. */

import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { DeskError } from "../../store/mod.ts";
import { createOutsideError } from "./file_errors.ts";
import { type Folder, isInside } from "./folders.ts";

/**
 * The absolute paths that `path` may mean: itself, or for a relative one the same in each shared folder. Nothing is
 * looked up yet, and a path that by its text leaves the folders never is: so nobody learns what exists there.
 *
 * @param path Absolute, relative to a shared folder, or a `file:` URI.
 * @throws {DeskError} `invalid` when it can't be a path, or points outside the folders.
 */
export function resolveCandidatePaths(path: string, folders: readonly Folder[]): string[] {
  const text = /^file:/i.test(path) ? parseFileUri(path) : path;
  if (text.trim() === "" || text.includes("\0")) {
    throw new DeskError("invalid", `${JSON.stringify(path)} is no path: name a file in a shared folder.`);
  }
  const places = folders.map(({ path: named }) => resolve(named, text));
  const shared = [...new Set(places)].filter((place) =>
    folders.some(({ path: named, realPath: real }) => isInside(named, place) || isInside(real, place))
  );
  if (shared.length === 0) throw createOutsideError(path, folders);
  return shared;
}

function parseFileUri(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch (cause) {
    throw new DeskError("invalid", `${uri} is no URI of a file on this machine: give it as file:///path/to/file.`, {
      cause,
    });
  }
}
