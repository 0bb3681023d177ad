import type { DatabaseSync } from "node:sqlite";
import { DeskError } from "../../errors.ts";
import { createInaccessibleError, findHeaderDamage, isInaccessible } from "../file/mod.ts";
import { recoverRows } from "../recovery/mod.ts";
import { readValue, SqliteRows, type StoreRows, UNREADABLE } from "../rows/mod.ts";
import { createForeignStoreError, createNewerSchemaError, CURRENT_VERSION, keys, prefixes } from "../schema/mod.ts";
import { DERIVED_PREFIXES } from "./derived/mod.ts";

/** The entries of a store file, however damaged. */
export interface OpenedRows extends Disposable {
  readonly rows: StoreRows;
  /** Problems of the file itself. If there are any, the rows are those that could be found in it. */
  readonly damage: readonly string[];
  /** True if an earlier version wrote the store: its entries differ from those that this version derives. */
  readonly isOlder: boolean;
}

/** Problems that files of other programs have too. */
const NO_HEADER = "the header is not that of a SQLite file";
const NO_TABLE = "the table of the entries is missing";

/** The problems of a file that are reported. */
const MAX_PROBLEMS = 10;

/**
 * Opens a store file to read it, in one snapshot. Deno KV, which ends the process at some damage, is not involved.
 *
 * @throws {DeskError} `unavailable` if the file is not a store, or one of a newer version.
 */
export async function openRows(path: string): Promise<OpenedRows> {
  const header = await readHeaderDamage(path);
  const sound = header === null ? await openDatabase(path) : header;
  const rows = Array.isArray(sound) ? await recover(path) : sound;
  try {
    const damage = Array.isArray(sound) ? sound : [];
    const version = await readVersion(rows, path, damage);
    const isOlder = version !== null && version < CURRENT_VERSION;
    return { rows, damage, isOlder, [Symbol.dispose]: () => rows[Symbol.dispose]() };
  } catch (error) {
    rows[Symbol.dispose]();
    throw error;
  }
}

/** Also returns null for a file that SQLite may be about to complete from its write-ahead log. */
async function readHeaderDamage(path: string): Promise<string[] | null> {
  using file = await Deno.open(path);
  const damage = await findHeaderDamage(file);
  if (damage === "foreign") return [NO_HEADER];
  const wal = await Deno.stat(`${path}-wal`).then(({ size }) => size, () => 0);
  return damage === null || wal > 0 ? null : [damage.reason];
}

/** Opens a file, or returns what is wrong with it. */
async function openDatabase(path: string): Promise<SqliteRows | string[]> {
  const { DatabaseSync } = await import("node:sqlite");
  using opened = new DisposableStack();
  try {
    const database = opened.adopt(new DatabaseSync(path, { readOnly: true }), (database) => database.close());
    database.exec("BEGIN");
    const tables = database.prepare("SELECT name FROM sqlite_schema").all().map(({ name }) => name);
    if (!tables.includes("kv")) return [NO_TABLE];
    const problems = runQuickCheck(database);
    if (problems.length > 0) return problems;
    const rows = new SqliteRows(database);
    opened.move();
    return rows;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/locked|busy/i.test(message)) {
      throw new DeskError("unavailable", `Cannot read the store ${path}: it is locked.`);
    }
    if (isInaccessible(error)) throw createInaccessibleError(path, error);
    return [message];
  }
}

function runQuickCheck(database: DatabaseSync): string[] {
  const results = database.prepare(`PRAGMA quick_check(${MAX_PROBLEMS})`).all();
  const problems = results.flatMap(({ quick_check }) => String(quick_check).split("\n"));
  return problems.filter((problem) => problem !== "ok" && !problem.startsWith("***"));
}

async function recover(path: string): Promise<StoreRows> {
  const derived = new Set(DERIVED_PREFIXES.map(([name]) => name));
  return (await recoverRows(path, (key) => !derived.has(key[0]!))).rows;
}

/** Returns the version of the layout; null if it is lost. */
async function readVersion(rows: StoreRows, path: string, damage: readonly string[]): Promise<number | null> {
  const schema = await readValue(rows, keys.schema);
  const version: unknown = schema === UNREADABLE ? undefined : Reflect.get(Object(schema), "version");
  if (typeof version === "number" && version > CURRENT_VERSION) throw createNewerSchemaError(path, version);
  if (typeof version === "number") return version;
  const ranges = [prefixes.tickets, prefixes.customers, prefixes.articles];
  const first = await Promise.all(ranges.map((prefix) => rows.read({ prefix }, { limit: 1, keysOnly: true })));
  if (first.flat().length > 0) return null;
  const isForeign = damage.every((problem) => problem === NO_HEADER || problem === NO_TABLE);
  throw isForeign ? createForeignStoreError(path, "it has no tickets or customers") : createEmptyError(path);
}

function createEmptyError(path: string): DeskError {
  const problem = `${path} is damaged, and no ticket, customer or article can be read from it.`;
  return new DeskError("unavailable", `${problem} It was not changed. Restore a backup (support-mcp restore).`);
}
