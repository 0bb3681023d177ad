import { DeskError } from "../../errors.ts";
import { findHeaderDamage } from "./file_header.ts";
import { describeProcesses, findLockHolders } from "./lock_holders.ts";

/**
 * Keeps every other process from opening the store until it is disposed of, and moves the write-ahead log into the file.
 * SQLite can do neither with a damaged file: then the system's list of locks must do.
 *
 * @param path The real path of the store.
 * @throws {DeskError} `unavailable` while another process has the store open.
 */
export async function holdExclusively(path: string): Promise<Disposable> {
  using opened = new DisposableStack();
  // SQLite deletes the write-ahead log of a file that it does not recognize.
  if (!await isDamaged(path)) opened.use(await openExclusively(path));
  const holders = await findLockHolders(path);
  if (holders.length > 0) throw await createInUseError(path, holders);
  return opened.move();
}

async function isDamaged(path: string): Promise<boolean> {
  using file = await Deno.open(path);
  return await findHeaderDamage(file) !== null;
}

async function openExclusively(path: string): Promise<Disposable> {
  using opened = new DisposableStack();
  const { DatabaseSync } = await import("node:sqlite");
  try {
    const database = opened.adopt(new DatabaseSync(path), (database) => database.close());
    // Only a sole connection can leave the mode with a write-ahead log, and lock the file against readers too.
    database.exec("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
    const mode = database.prepare("PRAGMA journal_mode").get()?.journal_mode;
    if (mode !== "delete") throw new Error("database is locked: another connection came in between");
  } catch (error) {
    if (/locked|busy/i.test(String(error))) throw await createInUseError(path, await findLockHolders(path));
  }
  return opened.move();
}

async function createInUseError(path: string, holders: readonly number[]): Promise<DeskError> {
  const holder = holders.length === 0 ? "another process" : await describeProcesses(holders);
  return new DeskError(
    "unavailable",
    `The store ${path} is in use by ${holder}. Nothing was changed. Stop it and close its hosts, then try again.`,
  );
}
