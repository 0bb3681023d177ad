/** What is in the store, as a group of rules sees it. */

import { toBatches } from "../../../base/to_batches.ts";
import { toKeyIdentity } from "../port/key.ts";
import { deepFreeze } from "../port/value.ts";

/** The most keys that Deno KV reads in one call. */
const KEYS_PER_READ = 10;

export type Entry = Deno.KvEntryMaybe<unknown>;

/** Committed entries, each read once; rules share them, so they can't be changed. */
export class Snapshot {
  readonly #kv: Deno.Kv;
  readonly #entries = new Map<string, Entry>();

  constructor(kv: Deno.Kv) {
    this.#kv = kv;
  }

  /** Reads the keys that weren't read yet and are wanted from here, all at once. */
  async prefetch(keys: Iterable<Deno.KvKey>, isWanted: (identity: string) => boolean): Promise<void> {
    const missing = new Map<string, Deno.KvKey>();
    for (const key of keys) {
      const identity = toKeyIdentity(key);
      if (!this.#entries.has(identity) && isWanted(identity)) missing.set(identity, key);
    }
    await Promise.all(toBatches([...missing], KEYS_PER_READ).map((batch) => this.#read(batch)));
  }

  async #read(batch: [identity: string, key: Deno.KvKey][]): Promise<void> {
    const entries = await this.#kv.getMany<unknown[]>(batch.map(([, key]) => key));
    batch.forEach(([identity], index) => this.#keep(identity, entries[index]!));
  }

  async get(identity: string, key: Deno.KvKey): Promise<Entry> {
    const known = this.#entries.get(identity);
    if (known !== undefined) return known;
    return this.#keep(identity, await this.#kv.get(key));
  }

  #keep(identity: string, entry: Entry): Entry {
    deepFreeze(entry.value);
    this.#entries.set(identity, Object.freeze(entry));
    return entry;
  }
}
