import { type Draft, type Drafts, type KeptDraft, MAX_DRAFTS } from "../../draft.ts";
import { findMember } from "../../names/mod.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import type { Store } from "../commit/mod.ts";
import { listSound } from "../forms/mod.ts";
import { isForeignKey, keys, prefixes } from "../schema/mod.ts";
import { readSettings } from "../settings/mod.ts";

/** In milliseconds. */
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;

/** A draft, and the spelling of the person's name under which it is stored. */
interface Found {
  spelling: string;
  draft: KeptDraft;
}

/** {@linkcode Drafts} on the key-value store: one entry per name. */
export class KvDrafts implements Drafts {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async list(person: string): Promise<KeptDraft[]> {
    const names = new Set<string>();
    // The latest one of each name: another spelling may have an earlier one.
    return (await this.#find(person)).map(({ draft }) => draft)
      .filter(({ name }) => !names.has(name) && names.add(name));
  }

  async save(person: string, draft: Draft): Promise<void> {
    const found = await this.#find(person);
    const others = new Set(found.map(({ draft: { name } }) => name).filter((name) => name !== draft.name));
    const gone = new Set([draft.name, ...[...others].slice(MAX_DRAFTS - 1)]);
    await this.#store.commits.commit((transaction) => {
      for (const { spelling, draft: { name } } of found) {
        if (gone.has(name)) transaction.delete(keys.draft(spelling, name));
      }
      const kept: KeptDraft = { ...draft, at: formatInstant(transaction.now) };
      transaction.set(keys.draft(person, draft.name), kept, { expireIn: KEPT_FOR });
      return Promise.resolve();
    });
  }

  async delete(person: string, name: string): Promise<void> {
    const spellings = await this.#listSpellings(person);
    await this.#store.commits.commit((transaction) => {
      for (const spelling of spellings) transaction.delete(keys.draft(spelling, name));
      return Promise.resolve();
    });
  }

  /** Finds the drafts of a person, the latest first. */
  async #find(person: string): Promise<Found[]> {
    const found: Found[] = [];
    for (const spelling of await this.#listSpellings(person)) {
      for await (const { value } of listSound<KeptDraft>(this.#store.kv, { prefix: prefixes.drafts(spelling) })) {
        // Deno KV may remove it late. The time of a damaged one is no number.
        if (this.#store.now() - Date.parse(value?.at) < KEPT_FOR) found.push({ spelling, draft: value });
      }
    }
    return found.toSorted((one, other) => other.draft.at.localeCompare(one.draft.at));
  }

  /** Lists the names under which a person has drafts. A member of the team may have had another spelling before. */
  async #listSpellings(person: string): Promise<string[]> {
    const { kv } = this.#store;
    const team = Object.keys((await readSettings(kv)).team);
    if (!team.includes(person)) return [person];
    const spellings = new Set([person]);
    for await (const { key } of kv.list({ prefix: prefixes.allDrafts }, { keysOnly: true })) {
      if (isForeignKey(key)) continue;
      const spelling = String(key[1]);
      if (findMember(team, spelling).name === person) spellings.add(spelling);
    }
    return [...spellings];
  }
}
