/**
 * The entries of a store in large batches: from its file, without Deno KV, or from an open store.
 *
 * @module
 */

export { type EntryReader, FileReader } from "./file_reader.ts";
export { KeyValueRows } from "./key_value_rows.ts";
export { SqliteRows } from "./sqlite_rows.ts";
export { readBatches, readNumber, readValue, type Row, type StoreRows, UNREADABLE } from "./store_rows.ts";
export { decodeKey, encodeKey } from "./stored_key.ts";
