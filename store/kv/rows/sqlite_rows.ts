import type { DatabaseSync, StatementSync } from "node:sqlite";
import { decodeValue, EncodedValue, type Key, type KeyRange, unpackJson } from "../port/mod.ts";
import { isForeignKey } from "../schema/mod.ts";
import { decodeKey, KeyDecoder, toBounds } from "./stored_key.ts";
import { type ReadOptions, type Row, type StoreRows, UNREADABLE } from "./store_rows.ts";

/** The formats of values in Deno KV's table. Ours are bytes, and counters. */
const enum Encoding {
  Counter = 2,
  Bytes = 3,
}

const NO_LIMIT = -1;
/** A key continues with it directly after the key without it. */
const NUL = 0x00;
/** Deno KV's mark for entries that stay. */
const STAYS = -1;

/** Longer bytes are read one by one: in hexadecimal, a batch of them would take much memory. */
const MAX_INLINE_BYTES = 2_048;

/** The kinds of values in a batch. Each has one digit. */
const enum Kind {
  LeftOut = 0,
  /** JSON in UTF-8, packed or not. */
  Json = 1,
  /** Short bytes. */
  Bytes = 2,
}

/** Many rows as one: reading row by row takes several times as long. Long bytes and other values are left out. */
interface Batch {
  /** Hexadecimal. */
  keys: string | null;
  /** The digit of a {@linkcode Kind} for each value. */
  kinds: string;
  /** JSON: bytes as texts in hexadecimal, and zeros for the values that are left out. */
  values: string;
  /** The expiry times, or {@linkcode STAYS}. */
  expiries: string;
}

const WHERE = "FROM kv WHERE k >= ? AND k < ? ORDER BY k LIMIT ?";
const READ_OTHERS =
  `SELECT k, v, v_encoding FROM kv WHERE k >= ? AND k < ? AND NOT (v_encoding = ${Encoding.Bytes} AND v = ?)`;
const READ_KEYS = `SELECT group_concat(hex(k)) AS keys FROM (SELECT k ${WHERE})`;
/** The kind of a value, by its first byte, which is its format. It is determined once: the parts of a batch share it. */
const KIND = `CASE WHEN v_encoding <> ${Encoding.Bytes} THEN ${Kind.LeftOut}
  WHEN v >= x'03' AND v < x'04' OR v >= x'01' AND v < x'02' THEN ${Kind.Json}
  WHEN v >= x'00' AND v < x'01' AND length(v) <= ${MAX_INLINE_BYTES} THEN ${Kind.Bytes}
  ELSE ${Kind.LeftOut} END`;
const READ_ENTRIES = `SELECT group_concat(hex(k)) AS keys, group_concat(expiration_ms) AS expiries,
  group_concat(kind, '') AS kinds, group_concat(CASE kind WHEN ${Kind.Json} THEN CAST(substr(v, 2) AS TEXT)
    WHEN ${Kind.Bytes} THEN '"' || hex(substr(v, 2)) || '"' ELSE '0' END) AS "values"
  FROM (SELECT k, v, expiration_ms, ${KIND} AS kind ${WHERE})`;

/** {@linkcode StoreRows} of a SQLite database with the table of Deno KV. */
export class SqliteRows implements StoreRows {
  readonly #database: DatabaseSync;
  readonly #entries: StatementSync;
  readonly #keys: StatementSync;
  readonly #value: StatementSync;
  #version: string | null = null;

  /** @param database It is closed with the rows. */
  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#entries = database.prepare(READ_ENTRIES);
    this.#keys = database.prepare(READ_KEYS);
    this.#value = database.prepare("SELECT v, v_encoding FROM kv WHERE k = ?");
  }

  /** Opens a store file to read one snapshot of it. */
  static async open(path: string): Promise<SqliteRows> {
    const { DatabaseSync } = await import("node:sqlite");
    const database = new DatabaseSync(path, { readOnly: true });
    database.exec("BEGIN");
    return new SqliteRows(database);
  }

  /** The version of the snapshot, which each commit of Deno KV changes. */
  get version(): string {
    return this.#version ??= JSON.stringify(this.#database.prepare("SELECT version FROM data_version").all());
  }

  /** Leaves the snapshot for a new one. */
  renew(): void {
    this.#database.exec("COMMIT; BEGIN");
    this.#version = null;
  }

  // deno-lint-ignore require-await -- other stores wait
  async read(range: KeyRange, { limit = NO_LIMIT, keysOnly = false }: ReadOptions = {}): Promise<Row[]> {
    const [first, end] = toBounds(range);
    for (let [found, start, left]: [Row[], Uint8Array, number] = [[], first, limit];;) {
      const { rows, last } = this.#readBatch(start, end, left, keysOnly);
      if (found.length > 0) found.push(...rows);
      else found = rows;
      if (last === null || found.length === limit) return found;
      [start, left] = [new Uint8Array([...last, NUL]), limit - found.length];
    }
  }

  /** @returns The rows with keys of ours, and the last key of any; null at the end. */
  #readBatch(
    start: Uint8Array,
    end: Uint8Array,
    limit: number,
    keysOnly: boolean,
  ): { rows: Row[]; last: Uint8Array | null } {
    const batch = (keysOnly ? this.#keys : this.#entries).get(start, end, limit) as unknown as Batch;
    if (batch.keys === null) return { rows: [], last: null };
    const hex = batch.keys.split(",");
    const keys = decodeKeys(hex);
    const rows = keysOnly ? keys.map(toKeyRow) : this.#toRows(keys, hex, batch);
    const last = hex.length === limit ? Uint8Array.fromHex(hex.at(-1)!) : null;
    return { rows: rows.filter((row): row is Row => row !== null), last };
  }

  async *listOthers(range: KeyRange, value: number): AsyncGenerator<Key> {
    const rows = this.#database.prepare(READ_OTHERS).iterate(...toBounds(range), EncodedValue.from(value).bytes);
    for (const { k, v, v_encoding } of rows as Iterable<{ k: Uint8Array; v: Uint8Array; v_encoding: number }>) {
      const key = decodeKey(k);
      if (key !== null && !isForeignKey(key) && decode(v, v_encoding) !== value) yield key;
    }
  }

  #toRows(keys: readonly (Key | null)[], hex: readonly string[], batch: Batch): (Row | null)[] {
    const values = parseValues(batch.values, keys.length);
    const expiries = batch.expiries.split(",");
    return keys.map((key, index) => {
      if (key === null) return null;
      const expiry = Number(expiries[index]);
      const kind = values === null ? Kind.LeftOut : Number(batch.kinds[index]);
      const value = kind === Kind.LeftOut
        ? this.#readValue(Uint8Array.fromHex(hex[index]!))
        : kind === Kind.Json
        ? values![index]
        : parseBytes(values![index]);
      return { key, value, expiresAt: expiry === STAYS ? null : expiry };
    });
  }

  #readValue(key: Uint8Array): unknown {
    const row = this.#value.get(key) as { v: Uint8Array; v_encoding: number } | undefined;
    // A damaged key may be in the wrong place: a range has it, but no one finds it.
    return row === undefined ? UNREADABLE : decode(row.v, row.v_encoding);
  }

  [Symbol.dispose](): void {
    this.#database.close();
  }
}

/** Keys that cannot be decoded, or that other programs have written into our ranges, are null. */
function decodeKeys(hex: readonly string[]): (Key | null)[] {
  const decoder = new KeyDecoder(Uint8Array.fromHex(hex.join("")));
  let at = 0;
  return hex.map(({ length }) => {
    const key = decoder.decode(at, at += length / 2);
    return key === null || isForeignKey(key) ? null : key;
  });
}

function toKeyRow(key: Key | null): Row | null {
  return key === null ? null : { key, value: undefined, expiresAt: null };
}

/** Returns null if a value is damaged: then each must be parsed alone. */
function parseValues(values: string, count: number): unknown[] | null {
  try {
    const parsed: unknown[] = JSON.parse(`[${unpackJson(values)}]`);
    return parsed.length === count ? parsed : null;
  } catch {
    return null;
  }
}

/** Damaged JSON can move values to other places. */
function parseBytes(hex: unknown): unknown {
  try {
    return Uint8Array.fromHex(String(hex));
  } catch {
    return UNREADABLE;
  }
}

function decode(value: Uint8Array, encoding: number): unknown {
  try {
    if (encoding === Encoding.Bytes) return decodeValue(value);
    if (encoding !== Encoding.Counter || value.length !== 8) return UNREADABLE;
    return { value: new DataView(value.buffer, value.byteOffset, 8).getBigUint64(0, true) };
  } catch {
    return UNREADABLE;
  }
}
