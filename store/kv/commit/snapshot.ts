import { toBatches } from "../../../base/values/to_batches.ts";
import { DamagedEntryError } from "../forms/mod.ts";
import { deepFreeze, type Entry, type Key, KEYS_PER_READ, type KeyValueStore, toKeyIdentity } from "../port/mod.ts";

/** Committed entries as a group of rules sees them. Each is read once, and frozen because rules share it. */
export class Snapshot {
  readonly #kv: KeyValueStore;
  readonly #entries = new Map<string, Entry>();

  constructor(kv: KeyValueStore) {
    this.#kv = kv;
  }

  /** Adds entries that were read before, unless their keys are known. */
  assume(entries: readonly Entry[]): void {
    for (const entry of entries) {
      const identity = toKeyIdentity(entry.key);
      if (!this.#entries.has(identity)) this.#keep(identity, entry);
    }
  }

  /**
   * Reads the keys that are not known yet, all at once, except those that `isWanted` rejects by their identity. Damaged
   * ones are left to the rules that read them, which fail without the others.
   */
  async prefetch(keys: Iterable<Key>, isWanted: (identity: string) => boolean): Promise<void> {
    const missing = new Map<string, Key>();
    for (const key of keys) {
      const identity = toKeyIdentity(key);
      if (!this.#entries.has(identity) && isWanted(identity)) missing.set(identity, key);
    }
    await Promise.all(toBatches([...missing], KEYS_PER_READ).map((batch) => this.#read(batch)));
  }

  async get(identity: string, key: Key): Promise<Entry> {
    const known = this.#entries.get(identity);
    if (known !== undefined) return known;
    return this.#keep(identity, await this.#kv.get(key));
  }

  async #read(batch: [identity: string, key: Key][]): Promise<void> {
    try {
      const entries = await this.#kv.getMany<unknown[]>(batch.map(([, key]) => key));
      batch.forEach(([identity], index) => this.#keep(identity, entries[index]!));
    } catch (error) {
      if (!(error instanceof DamagedEntryError)) throw error;
    }
  }

  #keep(identity: string, entry: Entry): Entry {
    deepFreeze(entry.value);
    this.#entries.set(identity, Object.freeze(entry));
    return entry;
  }
}
