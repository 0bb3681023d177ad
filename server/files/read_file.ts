/** Reads files in the folders that a client shares. */

import { constants, type Stats } from "node:fs";
import { type FileHandle, open, realpath, stat } from "node:fs/promises";
import { basename } from "node:path";
import { DeskError, isOpenStoreFile } from "../../store/mod.ts";
import { resolveCandidatePaths } from "./candidate_paths.ts";
import { createHiddenError, createOutsideError, isMissing, toFileError } from "./file_errors.ts";
import { type Folder, isInside, isVisible } from "./folders.ts";
import { isFileVisible, SAFE_OPEN_FLAGS } from "./location.ts";

export interface FileContents {
  /** The file's name, without its folder. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Reads a regular file in the folders. All checks are made on the open file: if a path changes in the meantime, reading may
 * fail, but never returns a file outside the folders.
 *
 * @param path An absolute path, a path relative to a folder (the first one that has it), or a `file:` URI.
 * @param limit The maximum size in bytes.
 * @throws {DeskError} `not_found`, or `invalid` if the file is outside, hidden, not regular, too large or not readable,
 * has a second name (a hard link), or belongs to the open store.
 */
export async function readFile(path: string, folders: readonly Folder[], limit: number): Promise<FileContents> {
  for (const candidate of resolveCandidatePaths(path, folders)) {
    try {
      const file = await openInside(candidate, folders);
      if (file === null) continue;
      return { name: basename(candidate), bytes: await readAndClose(file, path, limit) };
    } catch (error) {
      throw toFileError(error, "read", path);
    }
  }
  const shared = folders.map(({ path }) => path).join(", ");
  throw new DeskError("not_found", `File ${path} not found in the shared folders (${shared}). Check its name.`);
}

/** Opens the file at `path`, or returns null if there is none. */
async function openInside(path: string, folders: readonly Folder[]): Promise<FileHandle | null> {
  const real = await resolveLinks(path);
  if (real === null) return null;
  if (!folders.some((folder) => isInside(folder.realPath, real))) throw createOutsideError(path, folders);
  if (!isVisible(real, folders)) throw createHiddenError(path);
  const found = await stat(real);
  assertRegularFile(found, path); // opening a device can already have an effect
  if (isOpenStoreFile(found)) throw createStoreError(path);
  const file = await open(real, constants.O_RDONLY | SAFE_OPEN_FLAGS);
  try {
    assertRegularFile(await file.stat(), path);
    if (!await isFileVisible(file, real, folders)) throw createOutsideError(path, folders);
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

function createStoreError(path: string): DeskError {
  return new DeskError("invalid", `${path} belongs to the store of this server. Choose another file.`);
}

async function resolveLinks(path: string): Promise<string | null> {
  try {
    return await realpath(path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function assertRegularFile(found: Stats, path: string): void {
  if (found.isFile()) return assertOneName(found, path);
  const kind = found.isDirectory() ? "a folder" : "a pipe, socket or device";
  throw new DeskError("invalid", `${path} is ${kind}, not a regular file. Choose a regular file.`);
}

/** A second name of a file can be anywhere, so a hard link in a shared folder may lead to a file that is not shared. */
function assertOneName({ nlink }: Stats, path: string): void {
  if (nlink <= 1) return;
  throw new DeskError(
    "invalid",
    `${path} has ${nlink} names (hard links), so it may not be shared. Choose a copy of it.`,
  );
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
  const size = limit.toLocaleString("en");
  throw new DeskError("invalid", `${path} is too large (limit ${size} bytes). Choose a smaller file, or a part of it.`);
}
