/** One rule's view of the store while it decides. */

import type { Change } from "../../desk.ts";
import type { CommitDraft } from "./commit_draft.ts";
import { toKeyIdentity } from "../port/key.ts";
import { isCounterKey } from "../schema/keys.ts";
import type { Entry, Snapshot } from "./snapshot.ts";
import type { Transaction } from "./transaction.ts";

/** What a transaction stands on: what is committed, what is being committed, and what its group has drafted so far. */
export interface TransactionBase {
  snapshot: Snapshot;
  draft: CommitDraft;
  /** What the commit under way, if there is one, writes at a key. */
  getPendingEntry: (identity: string) => Entry | undefined;
  /** Where `list` reads; null for a rule that shares its commit. */
  listSource: Deno.Kv | null;
}

/** A {@linkcode Transaction} that drafts what its rule reads and writes. */
export class RuleTransaction implements Transaction {
  readonly now: number;
  /** Whether the rule saw something that isn't committed yet: then what it decided isn't certain before the commit. */
  sawUncommitted = false;
  readonly #ground: TransactionBase;
  #over = false;

  constructor(ground: TransactionBase, now: number) {
    this.#ground = ground;
    this.now = now;
  }

  async get<T>(key: Deno.KvKey): Promise<T | null> {
    if (isCounterKey(key)) {
      throw new TypeError(`${toKeyIdentity(key)} is a counter: rules add to it and never read it.`);
    }
    const { draft, getPendingEntry: underWay, snapshot } = this.#ground;
    const identity = toKeyIdentity(key);
    const drafted = draft.getWrite(identity);
    if (drafted !== undefined) {
      if (!draft.isFromCurrentRule(drafted)) this.sawUncommitted = true;
      return drafted.value === null ? null : drafted.value.value as T;
    }
    const uncommitted = underWay(identity);
    if (uncommitted !== undefined) this.sawUncommitted = true;
    const entry = uncommitted ?? await snapshot.get(identity, key);
    this.#draft.recordRead(identity, entry);
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

  recordChange(change: Change): void {
    this.#draft.recordChange(change);
  }

  /** The rule has ended: what it may still be doing, because it didn't wait for it, is refused. */
  end(): void {
    this.#over = true;
  }

  list<T>(
    selector: Deno.KvListSelector,
    options?: Deno.KvListOptions,
  ): AsyncIterable<{ key: Deno.KvKey; value: T }> {
    if (this.#ground.listSource === null) throw new Error("Only a rule that is committed alone can list.");
    return this.#ground.listSource.list<T>(selector, options);
  }

  get #draft(): CommitDraft {
    if (this.#over) throw new Error("The rule has ended: nothing that it does now can be committed with it.");
    return this.#ground.draft;
  }
}
