/** The folders that a client shares: those of its roots (MCP, client/roots) that are folders of this machine. */

import { realpath, stat } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Root } from "@modelcontextprotocol/server";
import { DeskError } from "../../store/mod.ts";

/** A shared folder. */
export interface Folder {
  /** The absolute path, as the client gave it. */
  readonly path: string;
  /** The absolute path, with all symbolic links resolved. */
  readonly realPath: string;
}

/**
 * Resolves a client's roots to folders. Roots that are not `file:` URIs, do not exist or are not folders are skipped.
 *
 * @param roots The client's roots, or null if it has none to share.
 * @throws {DeskError} `invalid` if no folder is left.
 */
export async function resolveFolders(roots: readonly Root[] | null): Promise<Folder[]> {
  if (roots === null || roots.length === 0) {
    throw new DeskError(
      "invalid",
      "This host shares no folders, and only files in shared folders can be read and written. " +
        "Add the folder to the MCP roots in the host.",
    );
  }
  const folders = (await Promise.all(roots.map(resolveFolder))).filter((folder) => folder !== null);
  if (folders.length > 0) return folders;
  const uris = roots.map(({ uri }) => uri).join(", ");
  throw new DeskError(
    "invalid",
    `None of the MCP roots that this host shares is a folder that the server can open (${uris}). ` +
      "Add an existing folder, as a file:// URI.",
  );
}

async function resolveFolder({ uri }: Root): Promise<Folder | null> {
  try {
    const path = resolve(fileURLToPath(uri));
    const realPath = await realpath(path);
    return (await stat(realPath)).isDirectory() ? { path, realPath } : null;
  } catch {
    return null; // an invalid URI, another machine, or a folder that is missing or not accessible
  }
}

/**
 * Checks if `path` is `folder`, or is below it. Compares the texts segment by segment: `/srv/desk2` is not inside
 * `/srv/desk`. Both must be absolute.
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

/**
 * Checks if one of the folders contains `path`, and no name on the way starts with a dot: such files hold settings, keys and
 * the data of other programs. A folder that is itself hidden may be shared.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isVisible } from "./folders.ts";
 *
 * const folders = [{ path: "/home/ana/.desk", realPath: "/home/ana/.desk" }];
 * assert.equal(isVisible("/home/ana/.desk/log.txt", folders), true);
 * assert.equal(isVisible("/home/ana/.desk/.env", folders), false);
 * ```
 */
export function isVisible(path: string, folders: readonly Folder[]): boolean {
  return folders.some((folder) =>
    [folder.path, folder.realPath].some((shared) =>
      isInside(shared, path) && !relative(shared, path).split(sep).some((name) => name.startsWith("."))
    )
  );
}
