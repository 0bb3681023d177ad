import type { Key, KeyRange, KeyValueStore } from "../port/mod.ts";
import { isForeignKey, takeOwn } from "../schema/mod.ts";
import type { ReadOptions, Row, StoreRows } from "./store_rows.ts";

/** The maximum number of entries that Deno KV reads at once. */
const MAX_BATCH_SIZE = 1_000;

/** {@linkcode StoreRows} of an open store: in memory, or on a KV Connect server. */
export class KeyValueRows implements StoreRows {
  constructor(private readonly kv: KeyValueStore) {}

  async read(range: KeyRange, { limit = Infinity, keysOnly = false }: ReadOptions = {}): Promise<Row[]> {
    const entries = await takeOwn(this.kv.list(range, { batchSize: Math.min(limit, MAX_BATCH_SIZE) }), limit);
    return entries.map(({ key, value }) => ({ key, value: keysOnly ? undefined : value, expiresAt: null }));
  }

  async *listOthers(range: KeyRange, wanted: number): AsyncGenerator<Key> {
    for await (const { key, value } of this.kv.list(range, { batchSize: MAX_BATCH_SIZE })) {
      if (value !== wanted && !isForeignKey(key)) yield key;
    }
  }

  [Symbol.dispose](): void {}
}
