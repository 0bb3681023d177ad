/** Writing a new file into a folder which the client shares. */

import { constants } from "node:fs";
import { type FileHandle, lstat, open, realpath, stat, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { DeskError } from "../../store/mod.ts";
import { createOutsideError, getErrorCode, isMissing, toFileError } from "./file_errors.ts";
import { type Folder, isInside } from "./folders.ts";
import { type FileIdentity, findPaths, isFileInside, isSameFile, SAFE_OPEN_FLAGS } from "./location.ts";
import { resolveCandidatePaths } from "./candidate_paths.ts";

/** A file that was written. */
export interface WrittenFile {
  /** Absolute, links resolved. */
  readonly path: string;
  /** Its size. */
  readonly bytes: number;
}

/**
 * Writes a new file inside the folders, piece by piece; an existing one is never touched. Where it lies is checked once
 * it is open and still empty. When a piece or the disk fails, the file is removed.
 *
 * @param path Absolute, relative to a folder (the first where its parent is), or a `file:` URI.
 * @param pieces The text, encoded as UTF-8.
 * @throws {DeskError} `invalid` when it isn't inside or not writable, `already_exists`, or `not_found` for its folder.
 */
export async function writeNewFile(
  path: string,
  folders: readonly Folder[],
  pieces: AsyncIterable<string>,
): Promise<WrittenFile> {
  try {
    const target = await resolveNewPath(path, folders);
    const file = await open(target, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | SAFE_OPEN_FLAGS);
    const bytes = await writeOrRemove(file, target, async () => {
      if (!await isFileInside(file, target, folders)) throw createOutsideError(path, folders);
      return await writeAll(file, pieces);
    });
    return { path: target, bytes };
  } catch (error) {
    if (getErrorCode(error) === "EEXIST") throw createAlreadyExistsError(path);
    throw toFileError(error, "write", path);
  }
}

/** The path of a file to be made, in a folder that exists and is shared. */
async function resolveNewPath(path: string, folders: readonly Folder[]): Promise<string> {
  for (const place of resolveCandidatePaths(path, folders)) {
    if (await isFolder(place)) {
      throw new DeskError(
        "invalid",
        `${path} is a folder: name a new file in it, such as ${join(place, "ticket.md")}.`,
      );
    }
    const parent = await realpath(dirname(place)).catch((error) => isMissing(error) ? null : Promise.reject(error));
    if (parent === null) continue;
    if (!folders.some(({ realPath: real }) => isInside(real, parent))) throw createOutsideError(path, folders);
    return join(parent, basename(place));
  }
  throw new DeskError("not_found", `The folder of ${path} doesn't exist: make it first, or choose another one.`);
}

async function isFolder(place: string): Promise<boolean> {
  return (await stat(place).catch(() => null))?.isDirectory() ?? false;
}

/** Closes the file in the end, and removes it when `write` fails. */
async function writeOrRemove(file: FileHandle, target: string, write: () => Promise<number>): Promise<number> {
  const identity = await file.stat({ bigint: true });
  let leftovers: string[] = [];
  try {
    return await write();
  } catch (error) {
    leftovers = [target, ...await findPaths(identity, target)];
    throw error;
  } finally {
    await file.close();
    for (const path of new Set(leftovers)) await removeIfSame(path, identity);
  }
}

/** Removes the file at `path`, but no other one that came to lie there. */
async function removeIfSame(path: string, identity: FileIdentity): Promise<void> {
  const found = await lstat(path, { bigint: true }).catch(() => null);
  if (found !== null && isSameFile(found, identity)) await unlink(path).catch(() => {}); // the first failure is the one to tell
}

async function writeAll(file: FileHandle, pieces: AsyncIterable<string>): Promise<number> {
  let bytes = 0;
  for await (const piece of pieces) {
    let rest = new TextEncoder().encode(piece);
    bytes += rest.length;
    while (rest.length > 0) rest = rest.subarray((await file.write(rest)).bytesWritten);
  }
  return bytes;
}

function createAlreadyExistsError(path: string): DeskError {
  return new DeskError("already_exists", `${path} already exists, and files are never overwritten: choose a new name.`);
}
