/** The folders that a client shares: its roots (MCP, client/roots), as far as they are folders here. */

import { realpath, stat } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Root } from "@modelcontextprotocol/server";
import { DeskError } from "../../store/mod.ts";

/** A shared folder. */
export interface Folder {
  /** The absolute path that the client gave. */
  readonly path: string;
  /** The same folder's path with every symbolic link resolved. */
  readonly realPath: string;
}

/**
 * The folders among a client's roots; roots that aren't `file:` URIs, don't exist or aren't folders are left out.
 *
 * @param roots What the client answered; null when it has none to tell.
 * @throws {DeskError} `invalid` when no folder is left.
 */
export async function resolveFolders(roots: readonly Root[] | null): Promise<Folder[]> {
  if (roots === null || roots.length === 0) {
    throw new DeskError(
      "invalid",
      "This host shares no folder with the server, and files are only read and written in shared folders: " +
        "let the host offer MCP roots with the folder that holds the file.",
    );
  }
  const folders = (await Promise.all(roots.map(resolveFolder))).filter((folder) => folder !== null);
  if (folders.length > 0) return folders;
  const uris = roots.map(({ uri }) => uri).join(", ");
  throw new DeskError(
    "invalid",
    `None of the roots that this host shares is a folder which the server can open (${uris}): ` +
      "let the host offer an existing folder, as a file:// URI.",
  );
}

async function resolveFolder({ uri }: Root): Promise<Folder | null> {
  try {
    const named = resolve(fileURLToPath(uri));
    const real = await realpath(named);
    return (await stat(real)).isDirectory() ? { path: named, realPath: real } : null;
  } catch {
    return null; // no URI, not of this machine, not there, or not ours to open
  }
}

/**
 * Whether `path` is `folder` or lies below it, segment by segment: `/srv/desk2` isn't inside `/srv/desk`.
 * Only the texts are compared; both must be absolute.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isInside } from "./folders.ts";
 *
 * assert.equal(isInside("/srv/desk", "/srv/desk/log.txt"), true);
 * assert.equal(isInside("/srv/desk", "/srv/desk2/log.txt"), false);
 * ```
 */
export function isInside(folder: string, path: string): boolean {
  const steps = relative(folder, path);
  return isAbsolute(path) && steps !== ".." && !steps.startsWith(`..${sep}`) && !isAbsolute(steps);
}
