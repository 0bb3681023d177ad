/** One rule's view of the store while it decides. */

import type { Change } from "../desk.ts";
import type { CommitDraft } from "./commit_draft.ts";
import { identityOf } from "./key.ts";
import { isCounter } from "./keys.ts";
import type { Entry, Snapshot } from "./snapshot.ts";
import type { Transaction } from "./transaction.ts";

/** What a transaction stands on: what is committed, what is being committed, and what its group has drafted so far. */
export interface Ground {
  snapshot: Snapshot;
  draft: CommitDraft;
  /** What the commit under way, if there is one, writes at a key. */
  underWay: (identity: string) => Entry | undefined;
  /** Where `list` reads; null for a rule that shares its commit. */
  lists: Deno.Kv | null;
}

/** A {@linkcode Transaction} that drafts what its rule reads and writes. */
export class RuleTransaction implements Transaction {
  readonly now: number;
  /** Whether the rule saw something that isn't committed yet: then what it decided isn't certain before the commit. */
  sawUncommitted = false;
  readonly #ground: Ground;
  #over = false;

  constructor(ground: Ground, now: number) {
    this.#ground = ground;
    this.now = now;
  }

  async get<T>(key: Deno.KvKey): Promise<T | null> {
    if (isCounter(key)) throw new TypeError(`${identityOf(key)} is a counter: rules add to it and never read it.`);
    const { draft, underWay, snapshot } = this.#ground;
    const identity = identityOf(key);
    const drafted = draft.writeAt(identity);
    if (drafted !== undefined) {
      if (!draft.isOfPresentRule(drafted)) this.sawUncommitted = true;
      return drafted.value === null ? null : drafted.value.value as T;
    }
    const uncommitted = underWay(identity);
    if (uncommitted !== undefined) this.sawUncommitted = true;
    const entry = uncommitted ?? await snapshot.get(identity, key);
    this.#draft.read(identity, entry);
    return entry.value as T | null;
  }

  set(key: Deno.KvKey, value: unknown, options: { expireIn?: number } = {}): void {
    this.#draft.set(key, value, options.expireIn);
  }

  delete(key: Deno.KvKey): void {
    this.#draft.delete(key);
  }

  add(key: Deno.KvKey, amount: number): void {
    this.#draft.add(key, amount);
  }

  changed(change: Change): void {
    this.#draft.changed(change);
  }

  /** The rule has ended: what it may still be doing, because it didn't wait for it, is refused. */
  end(): void {
    this.#over = true;
  }

  list<T>(
    selector: Deno.KvListSelector,
    options?: Deno.KvListOptions,
  ): AsyncIterable<{ key: Deno.KvKey; value: T }> {
    if (this.#ground.lists === null) throw new Error("Only a rule that is committed alone can list.");
    return this.#ground.lists.list<T>(selector, options);
  }

  get #draft(): CommitDraft {
    if (this.#over) throw new Error("The rule has ended: nothing that it does now can be committed with it.");
    return this.#ground.draft;
  }
}
