import { toBatches } from "../../../base/values/to_batches.ts";
import {
  type AtomicOperation,
  type CommitResult,
  type Key,
  KEYS_PER_READ,
  StoreDecorator,
  toKeyIdentity,
} from "../port/mod.ts";

/** The counters that are remembered. There is one for each hour with due tickets, so their number grows with time. */
const MOST_KNOWN = 20_000;

/**
 * Reads each counter before the first commit that adds to it. If Deno KV cannot add to an entry, the commit fails, but the
 * mutations before it stay: a damaged counter would leave half of a change in the store.
 */
export class SoundCounters extends StoreDecorator {
  readonly #known = new Set<string>();

  /** @throws {DamagedEntryError} If a counter is damaged. Nothing is written then. */
  override async commit(operation: AtomicOperation): Promise<CommitResult> {
    const unknown = new Map<string, Key>();
    for (const mutation of operation.mutations) {
      if (mutation.type !== "add") continue;
      const identity = toKeyIdentity(mutation.key);
      if (!this.#known.has(identity)) unknown.set(identity, mutation.key);
    }
    if (unknown.size > 0) await this.#read(unknown);
    return await super.commit(operation);
  }

  /** Reads fail if one of the entries does not have the form of a counter. */
  async #read(counters: ReadonlyMap<string, Key>): Promise<void> {
    await Promise.all(toBatches([...counters.values()], KEYS_PER_READ).map((keys) => this.getMany(keys)));
    if (this.#known.size + counters.size > MOST_KNOWN) this.#known.clear();
    for (const identity of counters.keys()) this.#known.add(identity);
  }
}
