import { getAll, type KeyValueStore } from "../../port/mod.ts";
import { keys } from "../../schema/mod.ts";
import type { BlockCache } from "./block_cache.ts";
import type { PendingChange, PendingState } from "./pending_changes.ts";
import { StoredPostings, toHead } from "./stored_postings.ts";

/** The terms to remember. Most have a head of a few hundred bytes. */
const CAPACITY = 1_000;

/** The lists of terms to remember. */
const MOST_LISTS = 50;
const LONGEST_LIST = 50;

const NO_CHANGES: readonly PendingChange[] = [];

/** Terms and lists of terms that were read. */
interface Kept {
  /** With the version of the changes that they have. */
  terms: Map<string, { postings: StoredPostings; version: number }>;
  lists: Map<string, readonly string[]>;
}

/** Reads terms of one view. */
export interface TermReader {
  /** Reads terms, whose heads may be newer than the view. */
  read(terms: readonly string[]): Promise<StoredPostings[]>;
  /** Returns a list of terms, which `read` reads if it is not known. */
  list(name: string, read: () => Promise<string[]>): Promise<readonly string[]>;
}

/** Keeps the heads of terms that were read, as long as no merge changes any, and lists of terms until there is a change. */
export class TermCache {
  readonly #kv: KeyValueStore;
  readonly #blocks: BlockCache;
  /** Replaced when what it has is outdated. Views that are still open continue with theirs. */
  #kept: Kept = { terms: new Map(), lists: new Map() };
  #turn = -1;
  #version = -1;

  constructor(kv: KeyValueStore, blocks: BlockCache) {
    this.#kv = kv;
    this.#blocks = blocks;
  }

  open(pending: PendingState): TermReader {
    const { turn, version } = pending;
    if (turn !== this.#turn) this.#kept = { terms: new Map(), lists: new Map() };
    else if (version !== this.#version) this.#kept = { terms: this.#kept.terms, lists: new Map() };
    [this.#turn, this.#version] = [turn, version];
    const { terms, lists } = this.#kept;
    return {
      read: (names) => this.#read(names, pending, terms),
      list: async (name, read) => {
        const list = lists.get(name) ?? await read();
        if (lists.size < MOST_LISTS && list.length <= LONGEST_LIST) lists.set(name, list);
        return list;
      },
    };
  }

  async #read(
    terms: readonly string[],
    { changes, version }: PendingState,
    kept: Kept["terms"],
  ): Promise<StoredPostings[]> {
    const known = terms.map((term) => {
      const found = kept.get(term);
      return found?.version === version ? found.postings : found?.postings.withPending(changes.get(term) ?? NO_CHANGES);
    });
    const missing = terms.filter((_, index) => known[index] === undefined);
    const heads = missing.length === 0 ? [] : await getAll<Uint8Array>(this.#kv, missing.map(keys.head));
    const read = missing.map((term, index) => {
      const pending = changes.get(term)?.slice() ?? NO_CHANGES; // they grow in place
      return new StoredPostings(this.#kv, this.#blocks, term, toHead(term, heads[index] ?? null), pending);
    }).values();
    const found = known.map((postings) => postings ?? read.next().value!);
    if (kept.size + terms.length > CAPACITY) kept.clear();
    for (const postings of found) kept.set(postings.term, { postings, version });
    return found;
  }
}
