/** Where a file that is already open really lies: what a path says may have changed since. */

import { constants } from "node:fs";
import { type FileHandle, lstat, readdir, readlink, realpath, stat } from "node:fs/promises";
import { type Folder, isInside } from "./folders.ts";

/** What tells one file from every other, however it is named. */
export interface FileIdentity {
  /** The device, on Windows the volume. */
  readonly dev: bigint;
  /** The inode, on Windows the file index. */
  readonly ino: bigint;
}

/** Refuses a link as the last segment; on macOS, with its `O_NOFOLLOW_ANY` (open(2)), as any segment. */
const NO_FOLLOW = Deno.build.os === "darwin" ? 0x2000_0000 : constants.O_NOFOLLOW ?? 0;

/**
 * Flags for opening a path whose links are resolved: a link that took its place is not followed, and a pipe that did
 * doesn't make us wait for its other end. Windows has neither.
 */
export const SAFE_OPEN_FLAGS = NO_FOLLOW | (constants.O_NONBLOCK ?? 0);

/**
 * Whether an open file lies in one of the folders.
 *
 * @param path By which it was opened.
 */
export async function isFileInside(file: FileHandle, path: string, folders: readonly Folder[]): Promise<boolean> {
  const paths = await findPaths(await file.stat({ bigint: true }), path);
  return paths.some((path) => folders.some(({ realPath: real }) => isInside(real, path)));
}

/**
 * The paths, links resolved, at which an open file lies: the kernel's where it tells (Linux), else `path` as it is now,
 * if that still is the same file.
 */
export async function findPaths(file: FileIdentity, path: string): Promise<string[]> {
  return await findPathsByDescriptor(file) ?? await findPathByName(file, path);
}

/**
 * The paths of our open files that are this one, from `/proc/self/fd` (proc(5)). No swapping of folders and links can
 * deceive it: the link there follows the file that is open, not its name.
 *
 * @returns null where there is no such list, or we may not read it.
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
  const settled = await Promise.allSettled(paths); // other descriptors close at any time
  return settled.flatMap((path) => path.status === "fulfilled" && path.value !== null ? [path.value] : []);
}

/** Somebody who swaps folders in a loop passes one look in a few; all of these, practically never. */
const LOOKUPS = 24;

/**
 * The real path of `path`, if what lies there is this very file at every one of many looks. Where `path` leads and what
 * lies there are two questions to the system, so a single look can be deceived by a folder that is swapped in between.
 */
export async function findPathByName(file: FileIdentity, path: string): Promise<string[]> {
  try {
    const real = await realpath(path);
    for (let look = 0; look < LOOKUPS; look++) {
      const same = isSameFile(file, await lstat(real, { bigint: true })) && real === await realpath(path);
      if (!same) return [];
    }
    return [real];
  } catch {
    return []; // gone meanwhile
  }
}

/** Whether two stats are of one file. */
export function isSameFile(one: FileIdentity, other: FileIdentity): boolean {
  return one.dev === other.dev && one.ino === other.ino;
}
