import type { KeyRange, KeyValueStore } from "../port/mod.ts";
import type { ReadOptions, Row, StoreRows } from "./store_rows.ts";

/** The most entries that Deno KV reads at once. */
const MAX_BATCH_SIZE = 1_000;

/** {@linkcode StoreRows} of an open store: in memory, or on a KV Connect server. */
export class KeyValueRows implements StoreRows {
  constructor(private readonly kv: KeyValueStore) {}

  async read(range: KeyRange, { limit, keysOnly = false }: ReadOptions = {}): Promise<Row[]> {
    const options = { batchSize: Math.min(limit ?? MAX_BATCH_SIZE, MAX_BATCH_SIZE), ...limit && { limit } };
    return await Array.fromAsync(this.kv.list(range, options), ({ key, value }): Row => ({
      key,
      value: keysOnly ? undefined : value,
      expiresAt: null,
    }));
  }

  [Symbol.dispose](): void {}
}
