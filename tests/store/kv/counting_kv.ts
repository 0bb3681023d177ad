import {
  type Entries,
  type Entry,
  type Key,
  type KeyRange,
  type Keys,
  type ListedEntry,
  type ListOptions,
  StoreDecorator,
} from "../../../store/kv/port/mod.ts";

/** A store that counts the entries that are read from it, by the first part of their keys. */
export class CountingKv extends StoreDecorator {
  #counts = new Map<string, number>();

  override get<T>(key: Key): Promise<Entry<T>> {
    this.#count(key);
    return super.get<T>(key);
  }

  override getMany<T extends readonly unknown[]>(keys: Keys<T>): Promise<Entries<T>> {
    for (const key of keys) this.#count(key);
    return super.getMany<T>(keys);
  }

  override async *list<T>(range: KeyRange, options?: ListOptions): AsyncGenerator<ListedEntry<T>> {
    for await (const entry of super.list<T>(range, options)) {
      this.#count(entry.key);
      yield entry;
    }
  }

  /** Returns what a call reads. */
  async countReads(call: () => Promise<unknown>): Promise<Record<string, number>> {
    this.#counts = new Map();
    await call();
    return Object.fromEntries(this.#counts);
  }

  #count(key: Key): void {
    const kind = String(key[0]);
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
  }
}
