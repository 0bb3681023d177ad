import type { KeyRange, KeyValueStore } from "../port/mod.ts";
import { isForeignKey } from "../schema/mod.ts";
import type { ReadOptions, Row, StoreRows } from "./store_rows.ts";

/** The most entries that Deno KV reads at once. */
const MAX_BATCH_SIZE = 1_000;

/** {@linkcode StoreRows} of an open store: in memory, or on a KV Connect server. */
export class KeyValueRows implements StoreRows {
  constructor(private readonly kv: KeyValueStore) {}

  async read(range: KeyRange, { limit = Infinity, keysOnly = false }: ReadOptions = {}): Promise<Row[]> {
    const rows: Row[] = [];
    const options = { batchSize: Math.min(limit, MAX_BATCH_SIZE) };
    for await (const { key, value } of this.kv.list(range, options)) {
      if (isForeignKey(key)) continue;
      rows.push({ key, value: keysOnly ? undefined : value, expiresAt: null });
      if (rows.length === limit) break;
    }
    return rows;
  }

  [Symbol.dispose](): void {}
}
