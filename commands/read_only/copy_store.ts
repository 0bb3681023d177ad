import { dirname } from "node:path";
import { isWritable, isWritableFolder } from "../../base/system/is_writable.ts";
import { CopyFolder } from "./copy_folder.ts";

/** The copy of a store. */
export interface StoreCopy {
  path: string;
  remove(): Promise<void>;
}

/** The number of times that a copy is repeated if the store changes meanwhile. */
const MAX_ATTEMPTS = 5;

/**
 * Copies a store that cannot be written to a temporary folder, with its log of recent changes.
 *
 * @returns Undefined if the store can be opened where it is, does not exist or cannot be read.
 */
export async function copyReadOnlyStore(path: string): Promise<StoreCopy | undefined> {
  if (!await isReadable(path) || await canBeOpened(path)) return undefined;
  const folder = await CopyFolder.create();
  try {
    const copy = `${folder.path}/desk.db`;
    for (let attempt = 1;; attempt++) {
      const before = await getVersion(path);
      await copyContent(path, copy);
      await Deno.remove(`${copy}-wal`).catch(() => {}); // of an earlier attempt
      if (await isFile(`${path}-wal`)) await copyContent(`${path}-wal`, `${copy}-wal`);
      if (attempt === MAX_ATTEMPTS || before === await getVersion(path)) {
        return {
          path: copy,
          remove: () => folder.remove(),
        };
      }
    }
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

/** Reports whether SQLite can open the store for writing: it needs files beside it, or the permission to create them. */
export async function canBeOpened(path: string): Promise<boolean> {
  return await isWritable(path) && (await hasCompanions(path) || await isWritableFolder(dirname(path)));
}

/** Reports whether the files exist that SQLite needs to read a store without creating any. */
export async function hasCompanions(path: string): Promise<boolean> {
  return await isFile(`${path}-wal`) && await isFile(`${path}-shm`);
}

/** The sizes and times of the files that are copied. */
async function getVersion(path: string): Promise<string> {
  const infos = await Promise.all([path, `${path}-wal`].map((file) => Deno.stat(file).catch(() => null)));
  return JSON.stringify(infos.map((info) => info && [info.size, info.mtime]));
}

/** Copies a file without its permissions. */
async function copyContent(from: string, to: string): Promise<void> {
  const source = await Deno.open(from);
  const target = await Deno.open(to, { write: true, create: true, truncate: true, mode: 0o600 });
  await source.readable.pipeTo(target.writable);
}

async function isReadable(path: string): Promise<boolean> {
  if (!await isFile(path)) return false;
  try {
    using _file = await Deno.open(path);
    return true;
  } catch {
    return false; // opening the store says why
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch {
    return false;
  }
}
