/** Restoring backups. */

import { DeskError, openDesk, parseLocation, replaceStore, type Stats } from "../../store/mod.ts";
import { DataError, getFileSize, NewFile, toDataError } from "../files/mod.ts";
import { copyDatabase, findDamage, removeCompanions } from "./database.ts";

export interface RestoreSummary {
  /** The path of the restored store. */
  path: string;
  /** The path of the previous store; null if there was none. */
  kept: string | null;
  tickets: number;
  customers: number;
}

/** The start of every SQLite file (SQLite's "Database File Format", 1.3). */
const SQLITE_HEADER = "SQLite format 3\0";

/**
 * Verifies a backup and replaces the store with a copy of it. The previous store stays beside it under another
 * name.
 *
 * @param backup The path of the backup, which is only read.
 * @param location The store's path. Nothing needs to exist there.
 * @throws {DataError} If the backup is damaged or not a store, or the location is not a path. Nothing is changed then.
 * @throws {DeskError} `unavailable` while another process has the store open. Nothing is changed then.
 */
export async function restore(backup: string, location: string): Promise<RestoreSummary> {
  const path = await resolveTarget(location);
  await requireBackup(backup, path);
  await using copy = await NewFile.create(path, { replace: true, advice: "" });
  try {
    await copyStore(backup, copy.partial);
    const { total, customers } = await verify(copy.partial, backup);
    let kept: string | null = null;
    await copy.finish(async (partial) => {
      kept = await putInPlace(partial, path);
    });
    return { path, kept, tickets: total, customers };
  } finally {
    await removeCompanions(copy.partial);
  }
}

/** Returns the real path, so that a link stays a link. Creates the folder if it is missing. */
async function resolveTarget(location: string): Promise<string> {
  const where = parseLocation(location);
  if (where.kind !== "file") {
    const reason = where.kind === "memory" ? "it exists only inside its process" : "the data is on a server";
    throw new DataError(`Cannot restore ${location}: ${reason}. Set --db to a file.`);
  }
  const name = where.path.split(/[/\\]/).at(-1)!;
  const folder = where.path.slice(0, where.path.length - name.length) || ".";
  try {
    return await Deno.realPath(where.path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw toDataError("restore", where.path, error);
  }
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 }).catch((error) => {
    throw toDataError("create", folder, error);
  });
  return `${(await Deno.realPath(folder)).replace(/[/\\]$/, "")}/${name}`;
}

async function requireBackup(backup: string, path: string): Promise<void> {
  await getFileSize(backup);
  if (await Deno.realPath(backup) === path) {
    throw new DataError(`Cannot restore ${backup}: it is the store itself. Name a backup of it.`);
  }
  const start = new Uint8Array(SQLITE_HEADER.length);
  using file = await Deno.open(backup);
  await file.read(start);
  if (new TextDecoder().decode(start) === SQLITE_HEADER) return;
  if (isExport(start)) {
    throw new DataError(
      `Cannot restore ${backup}: it is an export, not a backup. Nothing was changed. Read it with support-mcp import.`,
    );
  }
  throw createNoBackupError(backup, "it is not a store");
}

/** Recognizes JSON Lines and files that are compressed with gzip (RFC 1952, section 2.3.1). */
function isExport(start: Uint8Array): boolean {
  return new TextDecoder().decode(start).startsWith('{"') || (start[0] === 0x1f && start[1] === 0x8b);
}

/** Copies a backup that is itself in use, or was, through SQLite: its latest changes are in a second file. */
async function copyStore(backup: string, target: string): Promise<void> {
  const wal = await Deno.stat(`${backup}-wal`).catch(() => null);
  try {
    if (wal === null || wal.size === 0) await Deno.copyFile(backup, target);
    else await copyDatabase(backup, target);
  } catch (error) {
    throw toDataError("restore", backup, error);
  }
}

/** Opens the copy, because the backup must not be changed. */
async function verify(copy: string, backup: string): Promise<Stats> {
  const damage = await findDamage(copy);
  if (damage !== null) throw createNoBackupError(backup, `it is damaged (${damage})`);
  try {
    const desk = await openDesk(copy);
    return await desk.tickets.getStats().finally(() => desk.close());
  } catch (error) {
    if (!(error instanceof DeskError)) throw error;
    if (/newer version/.test(error.message)) {
      throw new DataError(
        `Cannot restore ${backup}: a newer version of support-mcp wrote it. Nothing was changed. Update support-mcp.`,
      );
    }
    throw createNoBackupError(backup, "it is not a store");
  }
}

async function putInPlace(copy: string, path: string): Promise<string | null> {
  try {
    return await replaceStore(path, "restore", () => Promise.resolve(copy));
  } catch (error) {
    throw error instanceof DeskError ? error : toDataError("replace", path, error);
  }
}

function createNoBackupError(backup: string, reason: string): DataError {
  return new DataError(`Cannot restore ${backup}: ${reason}. Nothing was changed. Use another backup.`);
}
