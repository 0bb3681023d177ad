import type {
  CommitResult,
  Entries,
  Entry,
  Key,
  KeyRange,
  Keys,
  KeyValueStore,
  ListedEntry,
  ListOptions,
} from "../../port/mod.ts";
import { readBatches, type StoreRows } from "../../rows/mod.ts";

/** The entries of a store as a store that is only read. */
export class RowReads implements KeyValueStore {
  constructor(private readonly rows: StoreRows) {}

  async get<T>(key: Key): Promise<Entry<T>> {
    const [row] = await this.rows.read({ start: key, end: [...key, new Uint8Array()] }, { limit: 1 });
    return row === undefined
      ? { key, value: null, versionstamp: null }
      : { key, value: row.value as T, versionstamp: "0" };
  }

  async getMany<T extends readonly unknown[]>(keys: Keys<T>): Promise<Entries<T>> {
    return await Promise.all(keys.map((key) => this.get(key))) as Entries<T>;
  }

  async *list<T>(range: KeyRange, { limit = Infinity }: ListOptions = {}): AsyncGenerator<ListedEntry<T>> {
    let left = limit;
    for await (const batch of readBatches(this.rows, range)) {
      for (const { key, value } of batch) {
        if (left-- <= 0) return;
        yield { key, value: value as T, versionstamp: "0" };
      }
    }
  }

  commit(): Promise<CommitResult> {
    return Promise.reject(new TypeError("The rows of a store are only read"));
  }

  [Symbol.dispose](): void {}
}
