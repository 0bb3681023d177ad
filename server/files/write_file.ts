/** Writes new documents into shared folders. */

import { constants } from "node:fs";
import { type FileHandle, lstat, open, realpath, stat, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { toPrintableLine } from "../../base/text/printable.ts";
import { DeskError } from "../../store/mod.ts";
import { resolveCandidatePaths } from "./candidate_paths.ts";
import { findNameProblem, isDocumentName } from "./document_name.ts";
import { createHiddenError, createOutsideError, getErrorCode, isMissing, toFileError } from "./file_errors.ts";
import { type Folder, isInside, isVisible } from "./folders.ts";
import { type FileIdentity, findPaths, isFileVisible, isSameFile, SAFE_OPEN_FLAGS } from "./location.ts";

export interface WrittenFile {
  /** The absolute path, with all symbolic links resolved. */
  readonly path: string;
  /** The file's size. */
  readonly bytes: number;
  /** Removes the file, unless another one has replaced it. */
  remove(): Promise<void>;
}

/** Read and write for the owner: a ticket has personal data. */
const MODE = 0o600;

/** A new file in a shared folder. */
export interface PlannedFile {
  /** The absolute path, with all symbolic links resolved. */
  readonly path: string;
  /** The shared folder that contains it, with all symbolic links resolved. */
  readonly folder: string;
  /** A person must approve the path, because it does not end in .md or .txt. */
  readonly needsApproval: boolean;
}

/**
 * Finds the place of a new document in the folders.
 *
 * @param path An absolute path, a path relative to a folder (the first one that has its parent), or a `file:` URI.
 * @throws {DeskError} `not_found` for the parent folder, `already_exists`, or `invalid` if the path is outside the folders,
 * hidden, or has a name that programs read (see {@linkcode findNameProblem}).
 */
export async function planNewFile(path: string, folders: readonly Folder[]): Promise<PlannedFile> {
  try {
    return await resolveNewPath(path, folders);
  } catch (error) {
    throw toFileError(error, "write", path);
  }
}

/**
 * Writes a new document, piece by piece. Never changes an existing file. The location is checked on the open file while it
 * is still empty. If a piece or the disk fails, the file is removed.
 *
 * @param pieces The text, which is encoded as UTF-8.
 * @throws {DeskError} `already_exists`, or `invalid` if the path has moved out of its folder, or is not writable.
 */
export async function writeNewFile({ path, folder }: PlannedFile, pieces: AsyncIterable<string>): Promise<WrittenFile> {
  const folders = [{ path: folder, realPath: folder }];
  try {
    const file = await open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | SAFE_OPEN_FLAGS, MODE);
    const identity = await file.stat({ bigint: true });
    const bytes = await writeOrRemove(file, path, async () => {
      if (!await isFileVisible(file, path, folders)) throw createOutsideError(path, folders);
      return await writeAll(file, pieces);
    });
    return { path, bytes, remove: () => removeIfSame(path, identity) };
  } catch (error) {
    if (getErrorCode(error) === "EEXIST") throw createAlreadyExistsError(path);
    throw toFileError(error, "write", path);
  }
}

/** Resolves the path of a new file in an existing shared folder. */
async function resolveNewPath(path: string, folders: readonly Folder[]): Promise<PlannedFile> {
  for (const candidate of resolveCandidatePaths(path, folders)) {
    if (await isFolder(candidate)) {
      throw new DeskError(
        "invalid",
        `${path} is a folder. Choose the name of a new file in it, such as ${join(candidate, "ticket.md")}.`,
      );
    }
    assertDocumentName(basename(candidate), path);
    const parent = await realpath(dirname(candidate)).catch(toNullIfMissing);
    if (parent === null) continue;
    const containing = folders.filter(({ realPath }) => isInside(realPath, parent));
    if (containing.length === 0) throw createOutsideError(path, folders);
    const target = join(parent, basename(candidate));
    const folder = containing.find((folder) => isVisible(target, [folder]))?.realPath;
    if (folder === undefined) throw createHiddenError(path);
    if (await lstat(target).catch(toNullIfMissing) !== null) throw createAlreadyExistsError(path);
    return { path: target, folder, needsApproval: !isDocumentName(basename(target)) };
  }
  throw new DeskError("not_found", `The folder of ${path} does not exist. Create it first, or choose another folder.`);
}

function toNullIfMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
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
