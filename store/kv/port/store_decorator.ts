import type {
  AtomicOperation,
  CommitResult,
  Entries,
  Entry,
  Key,
  KeyRange,
  Keys,
  KeyValueStore,
  ListedEntry,
  ListOptions,
} from "./key_value_store.ts";

/** A layer around a store. It passes every call on; subclasses override those that they change. */
export abstract class StoreDecorator implements KeyValueStore {
  constructor(protected readonly inner: KeyValueStore) {}

  get<T>(key: Key): Promise<Entry<T>> {
    return this.inner.get<T>(key);
  }

  getMany<T extends readonly unknown[]>(keys: Keys<T>): Promise<Entries<T>> {
    return this.inner.getMany<T>(keys);
  }

  list<T>(range: KeyRange, options?: ListOptions): AsyncIterable<ListedEntry<T>> {
    return this.inner.list<T>(range, options);
  }

  commit(operation: AtomicOperation): Promise<CommitResult> {
    return this.inner.commit(operation);
  }

  [Symbol.dispose](): void {
    this.inner[Symbol.dispose]();
  }
}

/** Reads the next entry of a list. */
export type ReadNext<T> = () => Promise<IteratorResult<T>>;

/** Lists `entries`, with each step made through `readThrough`. */
export function interceptList<T>(
  entries: AsyncIterable<T>,
  readThrough: (next: ReadNext<T>) => Promise<IteratorResult<T>>,
): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = entries[Symbol.asyncIterator]();
      const next = () => iterator.next();
      return { next: () => readThrough(next), return: () => end(iterator) };
    },
  };
}

async function end<T>(iterator: AsyncIterator<T>): Promise<IteratorResult<T>> {
  return await iterator.return?.() ?? { done: true, value: undefined };
}
