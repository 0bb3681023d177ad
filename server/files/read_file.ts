/** Reading a file that lies in a folder which the client shares. */

import { constants } from "node:fs";
import { type FileHandle, open, realpath, stat } from "node:fs/promises";
import { basename } from "node:path";
import { DeskError } from "../../store/mod.ts";
import { createOutsideError, isMissing, toFileError } from "./file_errors.ts";
import { type Folder, isInside } from "./folders.ts";
import { isFileInside, SAFE_OPEN_FLAGS } from "./location.ts";
import { resolveCandidatePaths } from "./candidate_paths.ts";

/** A file, read whole. */
export interface FileContents {
  /** Without its folder. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Reads a regular file inside the folders. What is read was checked after it was opened: a path that changes meanwhile
 * can make the reading fail, but never gives a file from elsewhere.
 *
 * @param path Absolute, relative to a folder (the first that has it), or a `file:` URI.
 * @param limit In bytes.
 * @throws {DeskError} `invalid` when it isn't inside, no regular file, bigger or not readable; `not_found`.
 */
export async function readFile(path: string, folders: readonly Folder[], limit: number): Promise<FileContents> {
  for (const place of resolveCandidatePaths(path, folders)) {
    try {
      const file = await openInside(place, folders);
      if (file === null) continue;
      return { name: basename(place), bytes: await readAndClose(file, path, limit) };
    } catch (error) {
      throw toFileError(error, "read", path);
    }
  }
  const shared = folders.map(({ path: named }) => named).join(", ");
  throw new DeskError("not_found", `File ${path} not found in the shared folders (${shared}): check its name.`);
}

/** Opens what lies at `place`; null when nothing does. */
async function openInside(place: string, folders: readonly Folder[]): Promise<FileHandle | null> {
  const real = await resolveLinks(place);
  if (real === null) return null;
  if (!folders.some((folder) => isInside(folder.realPath, real))) throw createOutsideError(place, folders);
  assertRegularFile(await stat(real), place); // opening a device can already do something
  const file = await open(real, constants.O_RDONLY | SAFE_OPEN_FLAGS);
  try {
    assertRegularFile(await file.stat(), place);
    if (!await isFileInside(file, real, folders)) throw createOutsideError(place, folders);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function resolveLinks(place: string): Promise<string | null> {
  try {
    return await realpath(place);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function assertRegularFile(found: { isFile(): boolean; isDirectory(): boolean }, place: string): void {
  if (found.isFile()) return;
  const what = found.isDirectory() ? "a folder" : "a pipe, socket or device";
  throw new DeskError("invalid", `${place} is ${what}, not a file: choose a regular file.`);
}

async function readAndClose(file: FileHandle, path: string, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const bytes = new Uint8Array(limit + 1);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length, null);
      if (bytesRead === 0) return bytes.slice(0, length);
      length += bytesRead;
    }
  } finally {
    await file.close();
  }
  throw new DeskError(
    "invalid",
    `${path} has more than ${
      limit.toLocaleString("en")
    } bytes, the most that is taken: choose a smaller file, or a part of it.`,
  );
}
