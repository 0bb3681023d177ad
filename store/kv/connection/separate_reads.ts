import {
  type Entries,
  type Entry,
  type Key,
  type KeyRange,
  type Keys,
  type KeyValueStore,
  type ListedEntry,
  type ListOptions,
  StoreDecorator,
} from "../port/mod.ts";

/**
 * Reads through a second connection to the same file. Deno KV works through the calls of a connection one by one, so a
 * read would otherwise wait for the current commit and its fsync. SQLite itself allows reads during a write
 * (https://sqlite.org/wal.html#concurrency), and a read sees every commit that was acknowledged before it started.
 */
export class SeparateReads extends StoreDecorator {
  readonly #reader: KeyValueStore;

  constructor(writer: KeyValueStore, reader: KeyValueStore) {
    super(writer);
    this.#reader = reader;
  }

  override get<T>(key: Key): Promise<Entry<T>> {
    return this.#reader.get<T>(key);
  }

  override getMany<T extends readonly unknown[]>(keys: Keys<T>): Promise<Entries<T>> {
    return this.#reader.getMany<T>(keys);
  }

  override list<T>(range: KeyRange, options?: ListOptions): AsyncIterable<ListedEntry<T>> {
    return this.#reader.list<T>(range, options);
  }

  override [Symbol.dispose](): void {
    this.#reader[Symbol.dispose]();
    super[Symbol.dispose]();
  }
}
