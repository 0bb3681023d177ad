/**
 * The key-value port: what the desk needs of a database, and what follows from keys and values alone.
 *
 * @module
 */

export { getAll, getEntries, KEYS_PER_READ } from "./batch_reads.ts";
export { readCounter } from "./counter.ts";
export { decodeValue, EncodedValue } from "./encoded_value.ts";
export { unpackJson } from "./packed_json.ts";
export { measureKey, measureUtf8, toKeyIdentity } from "./key.ts";
export type * from "./key_value_store.ts";
export { deepFreeze } from "./plain_data.ts";
export { interceptList, type ReadNext, StoreDecorator } from "./store_decorator.ts";
