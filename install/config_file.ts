/** A host's configuration file, which the host itself may be writing at the same time. */

import { dirname } from "node:path";
import { InstallError } from "./install_error.ts";

/** Hosts keep secrets in such files. */
const OWNER_ONLY = 0o600;
/** How often it is tried again when the host has written meanwhile. */
const MAX_TRIES = 5;

/**
 * The file's text; nothing where there is no file yet.
 *
 * @throws {InstallError} When it can't be read.
 */
export async function readConfig(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw new InstallError(`${path} can't be read: ${describeError(error)}.`, { cause: error });
  }
}

/**
 * Changes the file in one step: whoever reads it finds it as it was or as it will be, and what the host writes meanwhile
 * isn't lost. A link is followed; a new file is its owner's alone.
 *
 * @param edit Gives the new text. It runs again when the file was changed meanwhile.
 * @returns Whether anything was to change.
 * @throws {InstallError} When it can't be written; then it is as it was.
 */
export async function editConfig(path: string, edit: (text: string) => string): Promise<boolean> {
  const target = await resolveLink(path);
  for (let tries = 1;; tries++) {
    const before = await readConfig(target);
    const after = edit(before);
    if (after === before) return false;
    if (await replaceIfUnchanged(target, before, after)) return true;
    if (tries === MAX_TRIES) {
      throw new InstallError(`${path} is being changed by another program all the time. Quit that first.`);
    }
  }
}

/** False when somebody has changed it since it was read. */
async function replaceIfUnchanged(path: string, before: string, after: string): Promise<boolean> {
  const draft = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    await writeDurably(draft, after, await getMode(path));
    if (await readConfig(path) !== before) return false;
    await Deno.rename(draft, path);
    return true;
  } catch (error) {
    if (error instanceof InstallError) throw error;
    throw new InstallError(`${path} can't be written: ${describeError(error)}.`, { cause: error });
  } finally {
    await Deno.remove(draft).catch(() => {}); // after the renaming it is gone
  }
}

/** Makes a file whose bytes are on the disk: else a crash could leave an empty one under the name that it is given then. */
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
    return path; // not there yet
  }
}

async function getMode(path: string): Promise<number> {
  const mode = (await tryStat(path))?.mode ?? OWNER_ONLY;
  return mode & 0o777;
}

/** Whether the folder of a file is there. */
export async function hasParentFolder(path: string): Promise<boolean> {
  return (await tryStat(dirname(path)))?.isDirectory ?? false;
}

/** Whether there is something at the path. */
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
  if (error instanceof Deno.errors.NotFound) return "there is no such folder";
  return (error as Error).message;
}
