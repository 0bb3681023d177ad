/** Stores that cannot be written, such as those on a read-only mount. SQLite needs files beside a store to open it. */

import { isWritable } from "../../base/system/is_writable.ts";

/**
 * Copies a store that cannot be written to a temporary folder, with its log of recent changes.
 *
 * @returns The folder and the path of the copy; undefined if the store can be opened where it is, or does not exist.
 */
export async function copyReadOnlyStore(path: string): Promise<{ folder: string; path: string } | undefined> {
  if (await isMissing(path) || await isWritable(path)) return undefined;
  const folder = await Deno.makeTempDir({ prefix: "support-mcp-read-only-" });
  const copy = `${folder}/desk.db`;
  await copyContent(path, copy);
  if (!await isMissing(`${path}-wal`)) await copyContent(`${path}-wal`, `${copy}-wal`);
  return { folder, path: copy };
}

/** Copies a file without its permissions. */
async function copyContent(from: string, to: string): Promise<void> {
  const source = await Deno.open(from);
  const target = await Deno.open(to, { write: true, createNew: true, mode: 0o600 });
  await source.readable.pipeTo(target.writable);
}

async function isMissing(path: string): Promise<boolean> {
  try {
    return !(await Deno.stat(path)).isFile;
  } catch {
    return true; // opening the store says why
  }
}
