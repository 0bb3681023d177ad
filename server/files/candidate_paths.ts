import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { DeskError } from "../../store/mod.ts";
import { createHiddenError, createOutsideError } from "./file_errors.ts";
import { type Folder, isInside, isVisible } from "./folders.ts";

/**
 * Resolves a path to the absolute paths that it may mean: itself, or for a relative path one in each shared folder. It does
 * not access the file system, and a path outside the folders never leads to an access: an error reveals nothing about
 * the files there.
 *
 * @param path An absolute path, a path relative to a shared folder, or a `file:` URI.
 * @throws {DeskError} `invalid` if it is not a path, is outside the folders, or is hidden.
 */
export function resolveCandidatePaths(path: string, folders: readonly Folder[]): string[] {
  const text = /^file:/i.test(path) ? parseFileUri(path) : path;
  if (text.trim() === "" || text.includes("\0")) {
    throw new DeskError("invalid", `${JSON.stringify(path)} is not a valid path. Choose a file in a shared folder.`);
  }
  const candidates = folders.map((folder) => resolve(folder.path, text));
  const shared = [...new Set(candidates)].filter((candidate) =>
    folders.some(({ path, realPath }) => isInside(path, candidate) || isInside(realPath, candidate))
  );
  if (shared.length === 0) throw createOutsideError(path, folders);
  const visible = shared.filter((candidate) => isVisible(candidate, folders));
  if (visible.length === 0) throw createHiddenError(path);
  return visible;
}

function parseFileUri(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch (cause) {
    throw new DeskError("invalid", `${uri} is not a file URI of this machine. Use the form file:///path/to/file.`, {
      cause,
    });
  }
}
