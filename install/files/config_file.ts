/** Reads and edits a host's configuration file, which the host may be writing at the same time. */

import { dirname } from "node:path";
import { isWritable } from "../../base/system/is_writable.ts";
import { describeSpecialFile } from "../../base/system/special_file.ts";
import { withEditLock } from "./edit_lock.ts";
import { InstallError } from "../errors/mod.ts";
import { backUp, writeDraft } from "./safe_copies.ts";

/** The attempts to edit a file that changes meanwhile. */
const MAX_TRIES = 5;

/**
 * Reads the file. Returns empty text if there is none.
 *
 * @throws {InstallError} If the file is not a regular file in UTF-8, or cannot be read.
 */
export async function readConfig(path: string): Promise<string> {
  try {
    const kind = describeSpecialFile(await Deno.stat(path)); // reading a pipe or a device may never end
    if (kind !== undefined) throw new InstallError(`${path} is ${kind}. Name a regular file with --config FILE.`);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await Deno.readFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    if (error instanceof InstallError) throw error;
    const reason = error instanceof TypeError ? "it is not UTF-8 text" : describeError(error);
    throw new InstallError(`${path} cannot be read: ${reason}.`, { cause: error });
  }
}

/** The result of an edit. */
export interface ConfigEdit {
  /** False if the edit did not change the text. Nothing was written then. */
  changed: boolean;
  /** The path of a copy of the previous file, if there was one. */
  backup?: string;
}

/**
 * Edits the file atomically, after other processes of this program, and without losing what the host writes meanwhile.
 * Follows a link, keeps the file's mode and owner, and leaves a dated copy of the previous file beside it. Creates a missing
 * file, which only its owner can read, with its folder.
 *
 * @param edit Returns the new text. Runs again if the file has changed meanwhile.
 * @throws {InstallError} If the file is read-only or cannot be written. It is unchanged then.
 */
export async function editConfig(path: string, edit: (text: string) => string): Promise<ConfigEdit> {
  const target = await resolveLink(path);
  const before = await readConfig(target);
  if (edit(before) === before) return { changed: false };
  try {
    const present = await tryStat(target);
    if (present === undefined) await Deno.mkdir(dirname(target), { recursive: true });
    else if (!await isWritable(target)) throw createReadOnlyError(target);
    return await withEditLock(target, () => replaceText(target, edit));
  } catch (error) {
    if (error instanceof InstallError) throw error;
    throw new InstallError(`${target} cannot be written: ${describeError(error)}.`, { cause: error });
  }
}

async function replaceText(path: string, edit: (text: string) => string): Promise<ConfigEdit> {
  for (let tries = 1;; tries++) {
    const before = await readConfig(path);
    const after = edit(before);
    if (after === before) return { changed: false };
    const edited = await replaceIfUnchanged(path, before, after);
    if (edited !== undefined) return edited;
    if (tries === MAX_TRIES) {
      throw new InstallError(`${path} keeps changing. Quit the program that writes to it, and try again.`);
    }
  }
}

/** Returns undefined if the file has changed since it was read. */
async function replaceIfUnchanged(path: string, before: string, after: string): Promise<ConfigEdit | undefined> {
  const temporary: string[] = [];
  try {
    const present = await tryStat(path);
    const draft = await writeDraft(path, after, present);
    temporary.push(draft);
    const backup = present && await backUp(path, before, present);
    if (backup !== undefined) temporary.push(backup);
    if (await readConfig(path) !== before) return undefined;
    await Deno.rename(draft, path);
    temporary.length = 0;
    return { changed: true, ...backup !== undefined && { backup } };
  } finally {
    for (const file of temporary) await Deno.remove(file).catch(() => {});
  }
}

function createReadOnlyError(path: string): InstallError {
  return new InstallError(
    `${path} is read-only. Make it writable and try again, or print the new configuration with --dry-run.`,
  );
}

/** @throws {InstallError} If a link leads nowhere: its target may be on a disk that is not mounted. */
async function resolveLink(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch {
    const isLink = await Deno.lstat(path).then(({ isSymlink }) => isSymlink, () => false);
    if (!isLink) return path; // does not exist yet
    throw new InstallError(`${path} is a link to a file that does not exist. Create that file, or remove the link.`);
  }
}

/** Checks if the folder of a file exists. */
export async function hasParentFolder(path: string): Promise<boolean> {
  return (await tryStat(dirname(path)))?.isDirectory ?? false;
}

/** Checks if a path exists. */
export async function pathExists(path: string): Promise<boolean> {
  return await tryStat(path) !== undefined;
}

async function tryStat(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.stat(path);
  } catch {
    return undefined;
  }
}

function describeError(error: unknown): string {
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied";
  if (error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.AlreadyExists) {
    return "part of its path is a file, not a folder";
  }
  return (error as Error).message;
}
