/** The folders in which tools may read and write: the server's own one, or those of the client's roots (MCP, client/roots). */

import { realpath, stat } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Root } from "@modelcontextprotocol/server";

/** A shared folder. */
export interface Folder {
  /** The absolute path, as the client gave it. */
  readonly path: string;
  /** The absolute path, with all symbolic links resolved. */
  readonly realPath: string;
}

/** The sources of shared folders. */
export interface FolderSource {
  /** The folder that the server itself shares, instead of the client's roots. */
  readonly sharedFolder: string | undefined;
  readonly client: { listRoots(): Promise<readonly Root[] | null> };
}

/**
 * Finds the shared folders: the server's own one, or else the client's roots. Those that are not `file:` URIs, do not exist
 * or are not folders are skipped.
 *
 * @returns An empty list if there are none.
 */
export async function findFolders({ sharedFolder, client }: FolderSource): Promise<Folder[]> {
  const paths = sharedFolder === undefined ? (await client.listRoots() ?? []).map(toPath) : [sharedFolder];
  const folders = await Promise.all(paths.map((path) => path === null ? null : resolveFolder(path)));
  return folders.filter((folder) => folder !== null);
}

function toPath({ uri }: Root): string | null {
  try {
    return fileURLToPath(uri);
  } catch {
    return null; // an invalid URI, or another machine
  }
}

async function resolveFolder(given: string): Promise<Folder | null> {
  try {
    const path = resolve(given);
    const realPath = await realpath(path);
    return (await stat(realPath)).isDirectory() ? { path, realPath } : null;
  } catch {
    return null; // missing, or not accessible
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
