/** The location of an open file. Its path may have changed meaning since it was opened. */

import { constants } from "node:fs";
import { type FileHandle, lstat, readdir, readlink, realpath, stat } from "node:fs/promises";
import { type Folder, isVisible } from "./folders.ts";

/** Identifies a file, regardless of its name. */
export interface FileIdentity {
  /** The device; on Windows, the volume. */
  readonly dev: bigint;
  /** The inode; on Windows, the file index. */
  readonly ino: bigint;
}

/** Rejects a link as the last segment; on macOS, with its `O_NOFOLLOW_ANY` (open(2)), as any segment. */
const NO_FOLLOW = Deno.build.os === "darwin" ? 0x2000_0000 : constants.O_NOFOLLOW ?? 0;

/**
 * Flags for opening a path with resolved links. If a link has replaced the file, it is not followed; if a pipe has, opening
 * it does not block. Windows has neither flag.
 */
export const SAFE_OPEN_FLAGS = NO_FOLLOW | (constants.O_NONBLOCK ?? 0);

/**
 * Checks if an open file is in one of the folders, and not hidden.
 *
 * @param path The path by which it was opened.
 */
export async function isFileVisible(file: FileHandle, path: string, folders: readonly Folder[]): Promise<boolean> {
  const paths = await findPaths(await file.stat({ bigint: true }), path);
  return paths.some((path) => isVisible(path, folders));
}

/**
 * Finds the real paths of an open file. Uses the kernel's answer where there is one (Linux), and `path` elsewhere, if it is
 * still the same file.
 */
export async function findPaths(file: FileIdentity, path: string): Promise<string[]> {
  return await findPathsByDescriptor(file) ?? await findPathByName(file, path);
}

/**
 * Finds the paths of an open file in `/proc/self/fd` (proc(5)). Swapping folders and links cannot deceive it, because the
 * links in that folder follow the open file and not its name.
 *
 * @returns Null if there is no such folder, or it is not readable.
 */
export async function findPathsByDescriptor(file: FileIdentity): Promise<string[] | null> {
  if (Deno.build.os !== "linux") return null;
  const list = "/proc/self/fd";
  const descriptors = await readdir(list).catch(() => null);
  if (descriptors === null) return null;
  const paths = descriptors.map(async (descriptor) => {
    const entry = `${list}/${descriptor}`;
    const same = isSameFile(file, await stat(entry, { bigint: true }));
    return same ? await readlink(entry) : null;
  });
  const settled = await Promise.allSettled(paths); // other descriptors may close at any time
  return settled.flatMap((path) => path.status === "fulfilled" && path.value !== null ? [path.value] : []);
}

/** An attacker who swaps folders in a loop passes one check in a few, but practically never all of these. */
const LOOKUPS = 24;

/**
 * Finds the real path of `path`, if the same file is there at each of many lookups. Resolving a path and reading the file's
 * identity are two system calls, so a folder that is swapped in between could deceive a single lookup.
 */
export async function findPathByName(file: FileIdentity, path: string): Promise<string[]> {
  try {
    const real = await realpath(path);
    for (let lookup = 0; lookup < LOOKUPS; lookup++) {
      const same = isSameFile(file, await lstat(real, { bigint: true })) && real === await realpath(path);
      if (!same) return [];
    }
    return [real];
  } catch {
    return []; // removed in the meantime
  }
}

/** Checks if two identities are of one file. */
export function isSameFile(one: FileIdentity, other: FileIdentity): boolean {
  return one.dev === other.dev && one.ino === other.ino;
}
