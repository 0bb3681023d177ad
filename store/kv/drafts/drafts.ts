import { type Draft, type Drafts, type KeptDraft, MAX_DRAFTS } from "../../draft.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import type { Store } from "../commit/mod.ts";
import { listSound } from "../forms/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";

/** In milliseconds. */
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;

/** {@linkcode Drafts} on the key-value store: one entry per name. */
export class KvDrafts implements Drafts {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async list(person: string): Promise<KeptDraft[]> {
    const drafts: KeptDraft[] = [];
    for await (const { value } of listSound<KeptDraft>(this.#store.kv, { prefix: prefixes.drafts(person) })) {
      // Deno KV may remove it late. The time of a damaged one is no number.
      if (this.#store.now() - Date.parse(value?.at) < KEPT_FOR) drafts.push(value);
    }
    return drafts.toSorted((one, other) => other.at.localeCompare(one.at));
  }

  async save(person: string, draft: Draft): Promise<void> {
    const others = (await this.list(person)).filter(({ name }) => name !== draft.name);
    await this.#store.commits.commit((transaction) => {
      for (const { name } of others.slice(MAX_DRAFTS - 1)) transaction.delete(keys.draft(person, name));
      const kept: KeptDraft = { ...draft, at: formatInstant(transaction.now) };
      transaction.set(keys.draft(person, draft.name), kept, { expireIn: KEPT_FOR });
      return Promise.resolve();
    });
  }

  async delete(person: string, name: string): Promise<void> {
    await this.#store.commits.commit((transaction) => {
      transaction.delete(keys.draft(person, name));
      return Promise.resolve();
    });
  }
}
