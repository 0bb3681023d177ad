import { toBatches } from "../../../base/values/to_batches.ts";
import type { Customer } from "../../customer.ts";
import { deepFreeze, type Entry, KEYS_PER_READ, type KeyValueStore } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";

/** The accounts that are kept. The tickets of a file are often of few customers. */
const MOST_ACCOUNTS = 5_000;

/**
 * The accounts of imported tickets, each read once. They may have changed since: the commit of a ticket checks its account,
 * and reads it again then.
 */
export class ImportedAccounts {
  readonly #kv: KeyValueStore;
  readonly #known = new Map<string, Entry<Customer>>();

  constructor(kv: KeyValueStore) {
    this.#kv = kv;
  }

  /** Returns the accounts that exist, by address. */
  async read(emails: readonly string[]): Promise<ReadonlyMap<string, Entry<Customer>>> {
    if (this.#known.size > MOST_ACCOUNTS) this.#known.clear();
    const missing = [...new Set(emails)].filter((email) => !this.#known.has(email));
    await Promise.all(
      toBatches(missing, KEYS_PER_READ).map(async (batch) => {
        const entries = await this.#kv.getMany<Customer[]>(batch.map(keys.customer));
        entries.forEach((entry, index) => {
          if (entry.value !== null) this.#known.set(batch[index]!, Object.freeze(deepFreeze(entry)));
        });
      }),
    );
    return this.#known;
  }
}
