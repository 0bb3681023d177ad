import type { KeyRange, KeyValueStore } from "../port/mod.ts";
import { takeOwn } from "../schema/mod.ts";
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

  [Symbol.dispose](): void {}
}
