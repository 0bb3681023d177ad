import type { DatabaseSync, StatementSync } from "node:sqlite";
import {
  decodeValue,
  type Entries,
  type Entry,
  type Key,
  type KeyRange,
  type Keys,
  type ListedEntry,
  unpackJson,
} from "../port/mod.ts";
import { decodeKey, encodeKey, toBounds } from "./stored_key.ts";

/** The formats of values in Deno KV's table. Ours are bytes, and counters. */
const enum Encoding {
  Counter = 2,
  Bytes = 3,
}

/** The longest key that Deno KV reads. */
const MAX_KEY_BYTES = 2_048;

/** The memory for pages of the file, in KiB. The operating system keeps them too. */
const PAGE_CACHE = 512;

/** Values in JSON as text: it takes less than bytes that are decoded here. */
const VALUE =
  "CASE WHEN v_encoding = 3 AND substr(v, 1, 1) IN (x'01', x'03') THEN CAST(substr(v, 2) AS TEXT) ELSE v END AS v";
const COLUMNS = `${VALUE}, v_encoding, version, seq`;

/** True unless a value is JSON without some bytes. */
const MAY_CONTAIN = "(v_encoding <> 3 OR substr(v, 1, 1) NOT IN (x'01', x'03') OR instr(v, ?))";

const encoder = new TextEncoder();

/** A row of Deno KV's table. */
interface StoredValue {
  v: Uint8Array | string;
  v_encoding: number;
  version: number;
  seq: number;
}

type StoredEntry = StoredValue & { k: Uint8Array };

/** Reads entries without waiting. */
export interface EntryReader extends Disposable {
  get<T>(key: Key): Entry<T>;
  /** Reads keys from one snapshot. */
  getMany<T extends readonly unknown[]>(keys: Keys<T>): Entries<T>;
  /** Reads the first entries of a range, or the last ones in reverse. */
  list<T>(range: KeyRange, limit: number, reverse: boolean): ListedEntry<T>[];
  /**
   * Reads the values that contain a text, or are no JSON, among the first entries of a range.
   *
   * @param count The number of entries to look at.
   * @returns The first key after them; null at the end of the range.
   */
  listContaining<T>(range: KeyRange, text: string, count: number): { entries: ListedEntry<T>[]; next: Key | null };
}

/**
 * Reads the entries of a file store with SQLite, in the same thread. Deno KV hands each read to another one, which takes
 * several times as long.
 *
 * Every method throws if SQLite is busy, or if it finds something that Deno KV may read but this class does not.
 */
export class FileReader implements EntryReader {
  readonly #database: DatabaseSync;
  readonly #value: StatementSync;
  readonly #lists: { up: StatementSync; down: StatementSync };
  #containing: { end: StatementSync; list: StatementSync } | null = null;

  private constructor(database: DatabaseSync) {
    this.#database = database;
    database.exec(`PRAGMA cache_size = -${PAGE_CACHE}`);
    this.#value = database.prepare(`SELECT ${COLUMNS} FROM kv WHERE k = ?`);
    const prepareList = (order: string) =>
      database.prepare(
        // SQLite prepares a statement with `LIMIT ?` again for each value, which takes longer than most reads.
        `SELECT k, ${COLUMNS} FROM kv WHERE k >= ? AND k < ? ORDER BY k ${order} LIMIT +?`,
      );
    this.#lists = { up: prepareList("ASC"), down: prepareList("DESC") };
  }

  /** Opens the file of a store that Deno KV has open. */
  static async open(path: string): Promise<FileReader> {
    const { DatabaseSync } = await import("node:sqlite");
    return new FileReader(new DatabaseSync(path, { readOnly: true }));
  }

  get<T>(key: Key): Entry<T> {
    const row = this.#value.get(requireReadable(encodeKey(key))) as unknown as StoredValue | undefined;
    if (row === undefined) return { key, value: null, versionstamp: null };
    return { key, value: decode(row) as T, versionstamp: toVersionstamp(row) };
  }

  getMany<T extends readonly unknown[]>(keys: Keys<T>): Entries<T> {
    this.#database.exec("BEGIN");
    try {
      return keys.map((key) => this.get(key)) as Entries<T>;
    } finally {
      this.#database.exec("COMMIT");
    }
  }

  list<T>(range: KeyRange, limit: number, reverse: boolean): ListedEntry<T>[] {
    const bounds = toBounds(range).map(requireReadable) as [Uint8Array, Uint8Array];
    const rows = this.#lists[reverse ? "down" : "up"].all(...bounds, limit) as unknown as StoredEntry[];
    return rows.map((row) => toEntry<T>(row));
  }

  listContaining<T>(range: KeyRange, text: string, count: number): { entries: ListedEntry<T>[]; next: Key | null } {
    const [start, end] = toBounds(range).map(requireReadable) as [Uint8Array, Uint8Array];
    this.#containing ??= {
      end: this.#database.prepare("SELECT k FROM kv WHERE k >= ? AND k < ? ORDER BY k LIMIT 1 OFFSET ?"),
      list: this.#database.prepare(`SELECT k, ${COLUMNS} FROM kv WHERE k >= ? AND k < ? AND ${MAY_CONTAIN} ORDER BY k`),
    };
    const after = this.#containing.end.get(start, end, count) as { k: Uint8Array } | undefined;
    const json = encoder.encode(JSON.stringify(text).slice(1, -1));
    const rows = this.#containing.list.all(start, after?.k ?? end, json) as unknown as StoredEntry[];
    return { entries: rows.map((row) => toEntry<T>(row)), next: after === undefined ? null : toKey(after.k) };
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}

function requireReadable(key: Uint8Array): Uint8Array {
  if (key.length > MAX_KEY_BYTES) throw new TypeError("The key is too long");
  return key;
}

function toEntry<T>(row: StoredEntry): ListedEntry<T> {
  return { key: toKey(row.k), value: decode(row) as T, versionstamp: toVersionstamp(row) };
}

function toKey(bytes: Uint8Array): Key {
  const key = decodeKey(bytes);
  if (key === null) throw new TypeError("Cannot decode a key");
  return key;
}

function decode({ v, v_encoding }: StoredValue): unknown {
  if (typeof v === "string") return JSON.parse(unpackJson(v));
  if (v_encoding === Encoding.Bytes) return decodeValue(v);
  if (v_encoding !== Encoding.Counter || v.length !== 8) throw new TypeError("Cannot decode a value");
  return new Deno.KvU64(new DataView(v.buffer, v.byteOffset, 8).getBigUint64(0, true));
}

/** Versionstamps have 8 bytes of the commit, and 2 of its part. */
function toVersionstamp({ version, seq }: StoredValue): string {
  return version.toString(16).padStart(16, "0") + seq.toString(16).padStart(4, "0");
}
