/** Writes new documents into shared folders. */

import { constants } from "node:fs";
import { type FileHandle, lstat, open, realpath, stat, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { toPrintableLine } from "../../base/printable.ts";
import { DeskError } from "../../store/mod.ts";
import { resolveCandidatePaths } from "./candidate_paths.ts";
import { findNameProblem } from "./document_name.ts";
import { createHiddenError, createOutsideError, getErrorCode, isMissing, toFileError } from "./file_errors.ts";
import { type Folder, isInside, isVisible } from "./folders.ts";
import { type FileIdentity, findPaths, isFileVisible, isSameFile, SAFE_OPEN_FLAGS } from "./location.ts";

export interface WrittenFile {
  /** The absolute path, with all symbolic links resolved. */
  readonly path: string;
  /** The file's size. */
  readonly bytes: number;
}

/** Read and write for the owner: a ticket has personal data. */
const MODE = 0o600;

/**
 * Writes a new document in the folders, piece by piece. Never changes an existing file. The location is checked on the open file
 * while it is still empty. If a piece or the disk fails, the file is removed.
 *
 * @param path An absolute path, a path relative to a folder (the first one that has its parent), or a `file:` URI.
 * @param pieces The text, which is encoded as UTF-8.
 * @throws {DeskError} `already_exists`, `not_found` for the parent folder, or `invalid` if the path is outside the folders,
 * hidden, not writable, or has a name that programs read (see {@linkcode findNameProblem}).
 */
export async function writeNewFile(
  path: string,
  folders: readonly Folder[],
  pieces: AsyncIterable<string>,
): Promise<WrittenFile> {
  try {
    const target = await resolveNewPath(path, folders);
    const file = await open(target, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | SAFE_OPEN_FLAGS, MODE);
    const bytes = await writeOrRemove(file, target, async () => {
      if (!await isFileVisible(file, target, folders)) throw createOutsideError(path, folders);
      return await writeAll(file, pieces);
    });
    return { path: target, bytes };
  } catch (error) {
    if (getErrorCode(error) === "EEXIST") throw createAlreadyExistsError(path);
    throw toFileError(error, "write", path);
  }
}

/** Resolves the path of a new file in an existing shared folder. */
async function resolveNewPath(path: string, folders: readonly Folder[]): Promise<string> {
  for (const candidate of resolveCandidatePaths(path, folders)) {
    if (await isFolder(candidate)) {
      throw new DeskError(
        "invalid",
        `${path} is a folder. Choose the name of a new file in it, such as ${join(candidate, "ticket.md")}.`,
      );
    }
    assertDocumentName(basename(candidate), path);
    const parent = await realpath(dirname(candidate)).catch((error) => isMissing(error) ? null : Promise.reject(error));
    if (parent === null) continue;
    if (!folders.some(({ realPath }) => isInside(realPath, parent))) throw createOutsideError(path, folders);
    const target = join(parent, basename(candidate));
    if (!isVisible(target, folders)) throw createHiddenError(path);
    return target;
  }
  throw new DeskError("not_found", `The folder of ${path} does not exist. Create it first, or choose another folder.`);
}

function assertDocumentName(name: string, path: string): void {
  const problem = findNameProblem(name);
  if (problem === undefined) return;
  throw new DeskError(
    "invalid",
    `Cannot write ${toPrintableLine(path)}: ${problem}. Choose a name such as ticket-42.md.`,
  );
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}

/** Closes the file after `write`, and removes it if `write` fails. */
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

/** Removes the file at `path`, unless another file has replaced it. */
async function removeIfSame(path: string, identity: FileIdentity): Promise<void> {
  const found = await lstat(path, { bigint: true }).catch(() => null);
  if (found !== null && isSameFile(found, identity)) await unlink(path).catch(() => {}); // the first error is reported
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
  return new DeskError("already_exists", `${path} already exists, and files are never overwritten. Choose a new name.`);
}
