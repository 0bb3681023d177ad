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
  Mutation,
} from "../port/mod.ts";

/** {@linkcode KeyValueStore} on Deno KV. Values are stored as they are given. */
export class DenoKv implements KeyValueStore {
  constructor(private readonly kv: Deno.Kv) {}

  /**
   * Opens Deno KV.
   *
   * @param location A path, `:memory:`, or the URL of a KV Connect server.
   */
  static async open(location: string): Promise<DenoKv> {
    return new DenoKv(await Deno.openKv(location));
  }

  get<T>(key: Key): Promise<Entry<T>> {
    return this.kv.get<T>(key) as Promise<Entry<T>>;
  }

  getMany<T extends readonly unknown[]>(keys: Keys<T>): Promise<Entries<T>> {
    return this.kv.getMany<T>(keys) as Promise<Entries<T>>;
  }

  list<T>(range: KeyRange, options?: ListOptions): AsyncIterable<ListedEntry<T>> {
    return this.kv.list<T>(range, options) as AsyncIterable<ListedEntry<T>>;
  }

  async commit({ checks, mutations }: AtomicOperation): Promise<CommitResult> {
    const operation = this.kv.atomic();
    for (const check of checks) operation.check(check);
    for (const mutation of mutations) this.#add(operation, mutation);
    return await operation.commit();
  }

  [Symbol.dispose](): void {
    this.kv[Symbol.dispose]();
  }

  #add(operation: Deno.AtomicOperation, mutation: Mutation): void {
    switch (mutation.type) {
      case "set":
        operation.set(mutation.key, mutation.value, toOptions(mutation.expireIn));
        break;
      case "delete":
        operation.delete(mutation.key);
        break;
      case "add":
        operation.sum(mutation.key, mutation.amount);
        break;
      case "append":
        operation.set(
          [...mutation.prefix, this.kv.commitVersionstamp()],
          mutation.value,
          toOptions(mutation.expireIn),
        );
    }
  }
}

function toOptions(expireIn: number | undefined): { expireIn?: number } | undefined {
  return expireIn === undefined ? undefined : { expireIn };
}
