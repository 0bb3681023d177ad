import type { IndexView, TermPostings } from "../../../search/source/mod.ts";
import type { Postings } from "../../../search/postings/mod.ts";
import type { KeyValueStore } from "../../port/mod.ts";
import { keys, LAST_CHARACTER, prefixes } from "../../schema/mod.ts";
import { BlockCache } from "./block_cache.ts";
import type { PendingRows } from "../counts/mod.ts";
import { type PendingChange, PendingChanges } from "./pending_changes.ts";
import { StoredPostings, toHead } from "./stored_postings.ts";
import { TermCache, type TermReader } from "./term_cache.ts";
import { isTimeName, listUpdated } from "./updated_list.ts";

/** Reads the index: what is merged, and the changes since. */
export class IndexReader {
  readonly #kv: KeyValueStore;
  readonly #pending: PendingChanges;
  readonly #blocks: BlockCache;
  readonly #terms: TermCache;

  constructor(kv: KeyValueStore) {
    this.#kv = kv;
    this.#pending = new PendingChanges(kv);
    this.#blocks = new BlockCache(kv);
    this.#terms = new TermCache(kv, this.#blocks);
  }

  /**
   * Opens a view of everything that was committed before the call. The changes are read first, the heads later: a merge
   * in between then has changes in both, which the head's versionstamp shows, and never in neither.
   */
  async open(): Promise<IndexView> {
    const pending = await this.#pending.refresh();
    const reader = this.#terms.open(pending);
    const known = new Map<string, TermPostings>();
    return {
      readTerms: (terms) => readTerms(reader, terms, known),
      listTerms: (prefix, limit) =>
        reader.list(`${limit} ${prefix}`, () => this.#listTerms(prefix, limit, pending.changes)),
      listUpdated: (range) => listUpdated(this.#kv, pending.changes, range),
    };
  }

  /**
   * Reads all postings of every term, merged or not, and each head once.
   *
   * @returns The lists of each term; null for a term whose head or blocks are damaged.
   */
  async *readEveryTerm(): AsyncGenerator<{ term: string; lists: Postings[] | null }> {
    const { changes: pending } = await this.#pending.refresh();
    const added = new Set([...pending.keys()].filter((term) => !isTimeName(term)));
    for await (const { key, value } of this.#kv.list<Uint8Array>({ prefix: prefixes.heads })) {
      const term = String(key.at(-1));
      added.delete(term);
      yield { term, lists: await this.#tryReadAll(term, value, pending.get(term) ?? []) };
    }
    for (const term of added) yield { term, lists: await this.#tryReadAll(term, null, pending.get(term)!) };
  }

  async #tryReadAll(
    term: string,
    bytes: Uint8Array | null,
    pending: readonly PendingChange[],
  ): Promise<Postings[] | null> {
    try {
      const head = toHead(term, bytes);
      if (head.blocks.length === 0 && pending.length === 0) return [head.tail];
      return await new StoredPostings(this.#kv, this.#blocks, term, head, pending).readAll();
    } catch {
      return null;
    }
  }

  /** Reads what is not merged into the counts of reports yet. */
  readPendingCounts(): Promise<PendingRows> {
    return this.#pending.readCounts();
  }

  async #listTerms(
    prefix: string,
    limit: number,
    pending: ReadonlyMap<string, readonly PendingChange[]>,
  ): Promise<string[]> {
    const range = { start: keys.head(prefix), end: keys.head(`${prefix}${LAST_CHARACTER}`) };
    const options = limit === Infinity ? {} : { limit };
    const stored = await Array.fromAsync(this.#kv.list(range, options), ({ key }) => String(key.at(-1)));
    const changed = [...pending.keys()].filter((term) => term.startsWith(prefix) && !isTimeName(term));
    return [...new Set([...stored, ...changed])].sort().slice(0, limit);
  }
}

/** @param known The terms that the view has read, to which others are added: the steps of a search share most. */
async function readTerms(
  reader: TermReader,
  terms: readonly string[],
  known: Map<string, TermPostings>,
): Promise<TermPostings[]> {
  const missing = [...new Set(terms)].filter((term) => !known.has(term));
  if (missing.length > 0) {
    for (const postings of await reader.read(missing)) known.set(postings.term, postings);
  }
  return terms.map((term) => known.get(term)!);
}
