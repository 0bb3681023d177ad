/** The entries of a store, as the check of a store reads them: in large batches, whatever their values are. */

import type { Key, KeyRange } from "../port/mod.ts";

/** The value of an entry that cannot be decoded. */
export const UNREADABLE = Symbol("unreadable");

export interface Row {
  readonly key: Key;
  /** {@linkcode UNREADABLE} if it cannot be decoded; undefined if only keys were wanted. */
  readonly value: unknown;
  /** In milliseconds since the epoch; null if the entry stays. */
  readonly expiresAt: number | null;
}

export interface ReadOptions {
  /** The maximum number of rows to read. */
  limit?: number;
  /** Leaves out the values (default: false). */
  keysOnly?: boolean;
}

/** A snapshot of the entries of a store. */
export interface StoreRows extends Disposable {
  /** Reads a range, in the order of the keys. Keys that other programs have written into our ranges are left out. */
  read(range: KeyRange, options?: ReadOptions): Promise<Row[]>;
  /**
   * Lists the keys in a range that have another value than this one, or one that cannot be decoded. Keys of other programs
   * are left out.
   */
  listOthers(range: KeyRange, value: number): AsyncIterable<Key>;
}

/** The entries that are read together. */
const BATCH_SIZE = 1_000;
/** The lowest part that a key can continue with. */
const LOWEST_KEY_PART = new Uint8Array();

/** Reads everything under a prefix, or in a range, in batches. */
export async function* readBatches(rows: StoreRows, where: Key | KeyRange, keysOnly = false): AsyncGenerator<Row[]> {
  let range: KeyRange = "length" in where ? { prefix: where } : where;
  for (;;) {
    const batch = await rows.read(range, { limit: BATCH_SIZE, keysOnly });
    if (batch.length > 0) yield batch;
    if (batch.length < BATCH_SIZE) return;
    const start = [...batch.at(-1)!.key, LOWEST_KEY_PART];
    range = "prefix" in range && !("end" in range) ? { prefix: range.prefix, start } : { ...range, start };
  }
}

/** Reads a number; null if there is none, or another value. */
export async function readNumber(rows: StoreRows, key: Key): Promise<number | null> {
  const value = await readValue(rows, key);
  return typeof value === "number" ? value : null;
}

/** Reads the value of one key; undefined if there is none. */
export async function readValue(rows: StoreRows, key: Key): Promise<unknown> {
  const [row] = await rows.read({ start: key, end: [...key, LOWEST_KEY_PART] }, { limit: 1 });
  return row?.value;
}
