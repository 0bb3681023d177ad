/** One rule's view of the store while it decides. */

import type { Change } from "../desk.ts";
import { identityOf } from "./key.ts";
import { isCounter } from "./keys.ts";
import type { Entry, Snapshot } from "./snapshot.ts";
import { Staging, type Write } from "./staging.ts";
import type { Transaction } from "./transaction.ts";

/** What a transaction stands on: what is committed, what is being committed, and what its group has staged so far. */
export interface Ground {
  snapshot: Snapshot;
  staged: Staging;
  /** What the commit under way, if there is one, writes at a key. */
  underWay: (identity: string) => Entry | undefined;
  /** Where `list` reads; null for a rule that shares its commit. */
  lists: Deno.Kv | null;
}

/** A {@linkcode Transaction} whose writes stay in {@linkcode RuleTransaction.staged} until its group takes them over. */
export class RuleTransaction implements Transaction {
  readonly now: number;
  readonly staged = new Staging();
  /** The committed entries that the rule has looked at: they must still be so when it is committed. */
  readonly reads = new Map<string, Entry>();
  /** Whether the rule saw something that isn't committed yet: then what it decided isn't certain before the commit. */
  sawStaged = false;
  readonly #ground: Ground;

  constructor(ground: Ground, now: number) {
    this.#ground = ground;
    this.now = now;
  }

  async get<T>(key: Deno.KvKey): Promise<T | null> {
    if (isCounter(key)) throw new TypeError(`${identityOf(key)} is a counter: rules add to it and never read it.`);
    const identity = identityOf(key);
    const own = this.staged.writes.get(identity);
    if (own !== undefined) return stagedValue<T>(own);
    const earlier = this.#ground.staged.writes.get(identity);
    if (earlier !== undefined) {
      this.sawStaged = true;
      return stagedValue<T>(earlier);
    }
    const underWay = this.#ground.underWay(identity);
    if (underWay !== undefined) this.sawStaged = true;
    const entry = underWay ?? await this.#ground.snapshot.get(identity, key);
    this.reads.set(identity, entry);
    return entry.value as T | null;
  }

  set(key: Deno.KvKey, value: unknown, options: { expireIn?: number } = {}): void {
    this.staged.set(key, value, options.expireIn);
  }

  delete(key: Deno.KvKey): void {
    this.staged.delete(key);
  }

  add(key: Deno.KvKey, amount: number): void {
    this.staged.add(key, amount);
  }

  changed(change: Change): void {
    this.staged.changed(change);
  }

  list<T>(
    selector: Deno.KvListSelector,
    options?: Deno.KvListOptions,
  ): AsyncIterable<{ key: Deno.KvKey; value: T }> {
    if (this.#ground.lists === null) throw new Error("Only a rule that is committed alone can list.");
    return this.#ground.lists.list<T>(selector, options);
  }
}

function stagedValue<T>({ value }: Write): T | null {
  return value === null ? null : value.value as T;
}
