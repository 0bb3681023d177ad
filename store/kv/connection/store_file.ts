/** The file that a desk is kept in, before Deno KV opens it. */

import { delay } from "../../../base/delay.ts";
import { DeskError } from "../../errors.ts";
import { createForeignStoreError } from "../schema/migrations.ts";

/** What every SQLite file begins with (SQLite's "Database File Format", 1.3). */
const SQLITE_HEADER = "SQLite format 3\0";
/** How SQLite's catalogue, which is text, describes the table of Deno KV's entries. */
const KV_TABLE = /CREATE TABLE kv ?\(\s*k blob primary key/i;
/** In characters: more than that description takes, so that it isn't missed where two pieces of a file meet. */
const OVERLAP = 256;
const PIECE = 64 * 1024;

/** Another process may be making its tables in a file that it has just begun: how often to look, and with which pause (ms). */
const MAX_INSPECTIONS = 20;
const PAUSE = 50;

/** The store files that this process has open. */
const openFiles = new Set<StoreFile>();
/** The last look that this process takes at a file; the next waits for it. */
let lastInspection: Promise<unknown> = Promise.resolve();

/** A file that Deno KV may open: it is a store of Deno KV, or new and empty. */
export class StoreFile implements Disposable {
  private constructor(readonly path: string) {
    openFiles.add(this);
  }

  /**
   * Looks at the file without changing it; makes it, and its folder, where they are missing, closed to other users.
   *
   * @returns The file under its real name: all who share it must agree on the name of its lock file.
   * @throws {DeskError} `unavailable` when it is something else than a Deno KV database.
   * @throws What the file system throws.
   */
  static claim(path: string): Promise<StoreFile> {
    const claim = lastInspection.catch(() => {}).then(() => StoreFile.#claim(path));
    lastInspection = claim;
    return claim;
  }

  static async #claim(path: string): Promise<StoreFile> {
    const [folder, name] = splitPath(path);
    if (name === "") {
      throw new DeskError("unavailable", `${path} is a folder: name a file in it, such as ${path}desk.db.`);
    }
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
    const real = await Deno.realPath(path).catch(async (error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      return splitPath(`${await Deno.realPath(folder)}/`)[0] + name;
    });
    if (!isClaimed(real)) await requireStore(real);
    return new StoreFile(await Deno.realPath(real));
  }

  [Symbol.dispose](): void {
    openFiles.delete(this);
  }
}

/** To look at a file that SQLite has open in this process would do harm: closing a file drops the process's locks on it. */
function isClaimed(path: string): boolean {
  return [...openFiles].some((file) => file.path === path);
}

async function requireStore(path: string): Promise<void> {
  for (let looks = 1;; looks++) {
    const refusal = await findRefusalReason(path);
    if (refusal === null) return;
    if (refusal === NO_DATABASE || looks === MAX_INSPECTIONS) throw createForeignStoreError(path, refusal);
    await delay(PAUSE);
  }
}

const NO_DATABASE = "it is no database";
const OTHER_DATABASE = "it is another program's SQLite database";

/** Why the file is no store; null when it is one, or is empty and so may become one. */
async function findRefusalReason(path: string): Promise<string | null> {
  using file = await Deno.open(path, { read: true, write: true, create: true, mode: 0o600 });
  const { size, isFile } = await file.stat();
  if (!isFile) return NO_DATABASE;
  if (size === 0) return null;
  if (!await startsWith(file, SQLITE_HEADER)) return NO_DATABASE;
  return await contains(file, KV_TABLE) || await walContains(path, KV_TABLE) ? null : OTHER_DATABASE;
}

/** What was committed last is in the write-ahead log alone; after a crash that may be the tables themselves. */
async function walContains(path: string, pattern: RegExp): Promise<boolean> {
  try {
    using wal = await Deno.open(`${path}-wal`);
    return await contains(wal, pattern);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function startsWith(file: Deno.FsFile, text: string): Promise<boolean> {
  const start = new Uint8Array(text.length);
  const count = await file.read(start);
  return new TextDecoder().decode(start.subarray(0, count ?? 0)) === text;
}

/** Whether the rest of the file has a text. Catalogues are at the beginning, so that the end is seldom read. */
async function contains(file: Deno.FsFile, pattern: RegExp): Promise<boolean> {
  const decoder = new TextDecoder("latin1");
  const piece = new Uint8Array(PIECE);
  let tail = "";
  for (let count = await file.read(piece); count !== null; count = await file.read(piece)) {
    const text = tail + decoder.decode(piece.subarray(0, count));
    if (pattern.test(text)) return true;
    tail = text.slice(-OVERLAP);
  }
  return false;
}

/** The folder with its separator (`./` for none), and the name. */
function splitPath(path: string): [folder: string, name: string] {
  const separators = Deno.build.os === "windows" ? /[/\\]/ : /\//;
  const name = path.split(separators).at(-1)!;
  return [path.slice(0, path.length - name.length) || "./", name];
}
