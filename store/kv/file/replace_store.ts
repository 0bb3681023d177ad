import { syncFolder } from "../../../base/system/sync_folder.ts";
import { copyOwner } from "./copy_owner.ts";
import { FileLock } from "./file_lock.ts";
import { holdExclusively } from "./exclusive_store.ts";

/** The files that SQLite keeps beside a store. With another store they would destroy it. */
const COMPANIONS = ["-wal", "-shm", "-journal"];

/**
 * Replaces a store with a file. The path names a complete store at every moment, and the store that was there is
 * kept beside it. No other process can write to the store while the replacement is made.
 *
 * @param path The real path of the store. Nothing needs to exist there.
 * @param why The reason, for the name of the store that is kept.
 * @param makeReplacement Returns the path of a complete store on the same disk, which no process has open; null to leave
 *   the store unchanged.
 * @returns The path of the store that was kept; null if there was none.
 * @throws {DeskError} `unavailable` while another process has the store open.
 */
export async function replaceStore(
  path: string,
  why: "restore" | "repair",
  makeReplacement: () => Promise<string | null>,
): Promise<string | null> {
  if (!await exists(path)) return await putInPlace(path, why, await makeReplacement());
  // A process that has the store open may hold its lock for long: report it before waiting.
  (await holdExclusively(path))[Symbol.dispose]();
  using lock = await FileLock.open(path);
  return await lock.hold(async () => {
    const replacement = await makeReplacement();
    using exclusive = await holdExclusively(path);
    if (Deno.build.os === "windows") exclusive[Symbol.dispose](); // Windows cannot replace open files
    return await putInPlace(path, why, replacement);
  });
}

async function putInPlace(path: string, why: string, replacement: string | null): Promise<string | null> {
  if (replacement === null) return null;
  await copyOwner(path, replacement);
  const kept = await findFreeName(`${path}.before-${why}-${formatTime(new Date())}`);
  const isKept = await exists(path);
  if (isKept) await linkOrMove(path, kept);
  for (const companion of COMPANIONS) await moveIfPresent(path + companion, kept + companion);
  await Deno.rename(replacement, path);
  await copyOwner(path, `${path}.lock`);
  await syncFolder(path);
  return isKept ? kept : null;
}

/** Gives the file a second name. Some file systems have no hard links: there the file moves. */
async function linkOrMove(path: string, name: string): Promise<void> {
  try {
    await Deno.link(path, name);
  } catch {
    await Deno.rename(path, name);
  }
}

async function moveIfPresent(path: string, name: string): Promise<void> {
  try {
    await Deno.rename(path, name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function findFreeName(name: string): Promise<string> {
  let free = name;
  for (let number = 2; await exists(free) || await exists(`${free}-wal`); number++) free = `${name}-${number}`;
  return free;
}

/** Formats a time for the name of a file, such as `2026-11-29T093000Z`. */
function formatTime(time: Date): string {
  return time.toISOString().replaceAll(":", "").replace(/\.\d+/, "");
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
