/** Checks of a store file before Deno KV opens it. */

import { delay } from "../../../base/timing/delay.ts";
import { DeskError } from "../../errors.ts";
import { createForeignStoreError } from "../schema/mod.ts";
import { findHeaderDamage, HEADER_SIZE } from "./file_header.ts";
import { findOpeningDamage, mayBeDamaged } from "./opening_damage.ts";

/** The definition of Deno KV's table in SQLite's schema table, which stores it as text. */
const KV_TABLE = /CREATE TABLE kv ?\(\s*k blob primary key/i;
/** The characters that adjacent chunks share: more than the definition has, so that a chunk border cannot hide it. */
const OVERLAP = 256;
const CHUNK_SIZE = 64 * 1024;

/** Retries while another process may still be creating its tables, and the pause between them (ms). */
const MAX_INSPECTIONS = 20;
const PAUSE = 50;

/** The store files that this process has open. */
const openFiles = new Set<StoreFile>();
/** The last inspection of a file by this process; the next one waits for it. */
let lastInspection: Promise<unknown> = Promise.resolve();

export interface InspectionOptions {
  inspect?: boolean;
}

/** A file that Deno KV may open: a store of Deno KV, or a new and empty file. */
export class StoreFile implements Disposable {
  private constructor(readonly path: string) {
    openFiles.add(this);
  }

  /**
   * Inspects the file without changing it. Creates the file and its folder if they are missing, accessible only to this
   * user.
   *
   * @param options.inspect Read what Deno KV reads first even if the start of the file looks sound.
   * @returns The file under its real path: all processes that share it must agree on the name of its lock file.
   * @throws {DeskError} `unavailable` if it is not a Deno KV database, or is damaged so that Deno KV cannot open it.
   * @throws Errors of the file system.
   */
  static claim(path: string, { inspect = false }: InspectionOptions = {}): Promise<StoreFile> {
    const claim = lastInspection.catch(() => {}).then(() => StoreFile.#claim(path, inspect));
    lastInspection = claim;
    return claim;
  }

  static async #claim(path: string, inspect: boolean): Promise<StoreFile> {
    const [folder, name] = splitPath(path);
    if (name === "") {
      throw new DeskError("unavailable", `${path} is a folder. Name a file in it, such as ${path}desk.db.`);
    }
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
    const real = await Deno.realPath(path).catch(async (error) => {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
      return splitPath(`${await Deno.realPath(folder)}/`)[0] + name;
    });
    if (!isOpen(real)) await requireStore(real, inspect);
    return new StoreFile(await Deno.realPath(real));
  }

  [Symbol.dispose](): void {
    openFiles.delete(this);
  }
}

/** Reports whether this process has the file open. Inspecting it then would drop SQLite's locks when it is closed. */
function isOpen(path: string): boolean {
  return [...openFiles].some((file) => file.path === path);
}

/** The endings of the files of a store. */
const ENDINGS = ["", "-wal", "-shm", "-journal", ".lock"];

/**
 * Reports whether a file belongs to a store that this process has open. Nothing but SQLite may open it: when any handle of the
 * process is closed, the system frees all locks that SQLite holds on the file (fcntl(2), "Advisory record locking").
 */
export function isOpenStoreFile({ dev, ino }: { readonly dev: number; readonly ino: number }): boolean {
  return [...openFiles].some(({ path }) => ENDINGS.some((ending) => isFile(path + ending, dev, ino)));
}

function isFile(path: string, dev: number, ino: number): boolean {
  try {
    const file = Deno.statSync(path);
    return file.dev === dev && file.ino === ino;
  } catch {
    return false; // it does not exist
  }
}

async function requireStore(path: string, inspect: boolean): Promise<void> {
  for (let inspections = 1;; inspections++) {
    const refusal = await findRefusalReason(path, inspect);
    if (refusal === null) return;
    if (refusal === NO_DATABASE || inspections === MAX_INSPECTIONS) throw createRefusal(path, refusal);
    await delay(PAUSE);
  }
}

const NO_DATABASE = "it is not a database";
const NO_DATABASE_ADVICE =
  "Name another file with --db. If it was a store before, it is damaged: run support-mcp check.";
const OTHER_DATABASE = "it is the SQLite database of another program";

/** Returns the reason why the file is not a store; null for a store, and for an empty file that can become one. */
async function findRefusalReason(path: string, inspect: boolean): Promise<string | { reason: string } | null> {
  using file = await Deno.open(path, { read: true, write: true, create: true, mode: 0o600 });
  const { size, isFile } = await file.stat();
  if (!isFile) return NO_DATABASE;
  if (size === 0) return null;
  const damage = await findHeaderDamage(file);
  if (damage === "foreign") return NO_DATABASE;
  // With a write-ahead log, SQLite may be about to complete the file. Without one, Deno KV would end the process.
  if (damage !== null && await getSize(`${path}-wal`) === 0) return damage;
  const start = await readChunk(file);
  if (!await contains(file, KV_TABLE, start) && !await walContains(path, KV_TABLE)) return OTHER_DATABASE;
  const reason = inspect || mayBeDamaged(start, HEADER_SIZE) ? await findOpeningDamage(path) : null;
  return reason === null ? null : { reason };
}

/** Searches the write-ahead log. After a crash, even the tables may exist only there. */
async function walContains(path: string, pattern: RegExp): Promise<boolean> {
  try {
    using wal = await Deno.open(`${path}-wal`);
    return await contains(wal, pattern);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function createRefusal(path: string, refusal: string | { reason: string }): DeskError {
  if (refusal === NO_DATABASE) return createForeignStoreError(path, refusal, NO_DATABASE_ADVICE);
  if (typeof refusal === "string") return createForeignStoreError(path, refusal);
  const problem = `Cannot open the store ${path}: the file is damaged (${refusal.reason}). It was not changed.`;
  return new DeskError(
    "unavailable",
    `${problem} Restore a backup (support-mcp restore), or repair it (support-mcp check --repair).`,
  );
}

async function getSize(path: string): Promise<number> {
  return await Deno.stat(path).then(({ size }) => size, () => 0);
}

/**
 * Searches the rest of the file. The schema table is near the start, so a store is rarely read to the end.
 *
 * @param start The bytes before the rest, which are searched first.
 */
async function contains(file: Deno.FsFile, pattern: RegExp, start = new Uint8Array()): Promise<boolean> {
  const decoder = new TextDecoder("latin1");
  let tail = "";
  for (let chunk = start;; chunk = await readChunk(file)) {
    const text = tail + decoder.decode(chunk);
    if (pattern.test(text)) return true;
    if (chunk.length === 0 && chunk !== start) return false;
    tail = text.slice(-OVERLAP);
  }
}

/** @returns No bytes at the end of the file. */
async function readChunk(file: Deno.FsFile): Promise<Uint8Array<ArrayBuffer>> {
  const chunk = new Uint8Array(CHUNK_SIZE);
  return chunk.subarray(0, await file.read(chunk) ?? 0);
}

/** Splits a path into the folder with its separator (`./` for none) and the name. */
function splitPath(path: string): [folder: string, name: string] {
  const separators = Deno.build.os === "windows" ? /[/\\]/ : /\//;
  const name = path.split(separators).at(-1)!;
  return [path.slice(0, path.length - name.length) || "./", name];
}
