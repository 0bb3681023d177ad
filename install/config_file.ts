/** Reads and edits a host's configuration file, which the host may be writing at the same time. */

import { dirname } from "node:path";
import { InstallError } from "./install_error.ts";

/** Configuration files hold secrets. */
const OWNER_ONLY = 0o600;
/** The attempts to edit a file that changes meanwhile. */
const MAX_TRIES = 5;

/**
 * Reads the file. Returns empty text if there is none.
 *
 * @throws {InstallError} If the file cannot be read.
 */
export async function readConfig(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw new InstallError(`${path} cannot be read: ${describeError(error)}.`, { cause: error });
  }
}

/**
 * Edits the file atomically, without losing what the host writes meanwhile. Follows a link. Creates a new file that only
 * its owner can read.
 *
 * @param edit Returns the new text. Runs again if the file has changed meanwhile.
 * @returns True if the edit changed the text.
 * @throws {InstallError} If the file cannot be written. It is unchanged then.
 */
export async function editConfig(path: string, edit: (text: string) => string): Promise<boolean> {
  const target = await resolveLink(path);
  for (let tries = 1;; tries++) {
    const before = await readConfig(target);
    const after = edit(before);
    if (after === before) return false;
    if (await replaceIfUnchanged(target, before, after)) return true;
    if (tries === MAX_TRIES) {
      throw new InstallError(`${path} keeps changing. Quit the program that writes to it, and try again.`);
    }
  }
}

/** Returns false if the file has changed since it was read. */
async function replaceIfUnchanged(path: string, before: string, after: string): Promise<boolean> {
  const draft = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    await writeDurably(draft, after, await getMode(path));
    if (await readConfig(path) !== before) return false;
    await Deno.rename(draft, path);
    return true;
  } catch (error) {
    if (error instanceof InstallError) throw error;
    throw new InstallError(`${path} cannot be written: ${describeError(error)}.`, { cause: error });
  } finally {
    await Deno.remove(draft).catch(() => {}); // already renamed after success
  }
}

/** Creates a file and flushes it to the disk. Otherwise, a crash after the rename could leave it empty. */
async function writeDurably(path: string, text: string, mode: number): Promise<void> {
  using file = await Deno.open(path, { write: true, createNew: true, mode });
  const bytes = new TextEncoder().encode(text);
  for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
  await file.sync();
}

async function resolveLink(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch {
    return path; // does not exist yet
  }
}

async function getMode(path: string): Promise<number> {
  const mode = (await tryStat(path))?.mode ?? OWNER_ONLY;
  return mode & 0o777;
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
  if (error instanceof Deno.errors.IsADirectory) return "it is a folder";
  if (error instanceof Deno.errors.NotFound) return "no such folder";
  return (error as Error).message;
}
