import { EncodedValue, type Key, type KeyValueStore, measureKey, type Mutation } from "../port/mod.ts";

/** The limits of a commit, below those of Deno KV. */
const MAX_MUTATIONS = 900;
const MAX_KEY_BYTES = 70_000;
const MAX_BYTES = 600_000;

/** Writes many entries to a store that no one else uses yet. */
export class StoreWriter {
  #mutations: Mutation[] = [];
  #keyBytes = 0;
  #bytes = 0;

  constructor(private readonly kv: KeyValueStore) {}

  /** @param expireIn In milliseconds. */
  set(key: Key, value: unknown, expireIn?: number): void {
    const encoded = EncodedValue.from(value);
    this.#keyBytes += measureKey(key);
    this.#bytes += encoded.bytes.length + 2 * measureKey(key);
    this.#mutations.push({ type: "set", key, value: encoded, expireIn });
  }

  add(key: Key, amount: number | bigint): void {
    this.#mutations.push({ type: "add", key, amount: BigInt(amount) });
  }

  /** Commits once there is enough for a commit. Call it after each item. */
  async advance(): Promise<void> {
    if (
      this.#mutations.length >= MAX_MUTATIONS / 2 || this.#keyBytes >= MAX_KEY_BYTES / 2 || this.#bytes >= MAX_BYTES / 2
    ) {
      await this.flush();
    }
  }

  /** Commits everything. Items that do not fit together take several commits. */
  async flush(): Promise<void> {
    const mutations = this.#mutations;
    [this.#mutations, this.#keyBytes, this.#bytes] = [[], 0, 0];
    for (let start = 0; start < mutations.length;) {
      const end = findEnd(mutations, start);
      await this.kv.commit({ checks: [], mutations: mutations.slice(start, end) });
      start = end;
    }
  }
}

/** Finds the end of the mutations that fit into one commit. */
function findEnd(mutations: readonly Mutation[], start: number): number {
  let [keyBytes, bytes, end] = [0, 0, start];
  while (end < mutations.length && end - start < MAX_MUTATIONS) {
    const mutation = mutations[end]!;
    if (mutation.type === "set") {
      const size = measureKey(mutation.key);
      keyBytes += size;
      bytes += 2 * size + (mutation.value as EncodedValue).bytes.length;
      if (end > start && (keyBytes > MAX_KEY_BYTES || bytes > MAX_BYTES)) break;
    }
    end++;
  }
  return end;
}
