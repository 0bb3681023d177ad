import type { IndexView, TermPostings } from "../../search/source/mod.ts";
import {
  decodeHead,
  findBlock,
  findIndex,
  getChangedLength,
  mergePostings,
  NO_HEAD,
  type Postings,
  type TermHead,
  toChangedPostings,
} from "../../search/postings/mod.ts";
import { getAll, type KeyValueStore } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import { BlockCache, StaleHeadError } from "./block_cache.ts";
import type { PendingRows } from "./counts/mod.ts";
import { type PendingChange, PendingChanges } from "./pending_changes.ts";
import { isTimeName, listUpdated } from "./updated_list.ts";

/** The highest character of Unicode. */
const LAST_CHARACTER = "\u{10ffff}";

/** The reads of a head, while merges replace its blocks. */
const MOST_TRIES = 20;

/** Reads the index: what is merged, and the changes since. */
export class IndexReader {
  readonly #kv: KeyValueStore;
  readonly #pending: PendingChanges;
  readonly #blocks: BlockCache;

  constructor(kv: KeyValueStore) {
    this.#kv = kv;
    this.#pending = new PendingChanges(kv);
    this.#blocks = new BlockCache(kv);
  }

  /**
   * Opens a view of everything that was committed before the call. The changes are read first, the heads later: a merge
   * in between then has changes in both, which the head's versionstamp shows, and never in neither.
   */
  async open(): Promise<IndexView> {
    const pending = await this.#pending.refresh();
    const known = new Map<string, TermPostings>();
    return {
      readTerms: (terms) => this.#readTerms(terms, pending, known),
      listTerms: (prefix, limit) => this.#listTerms(prefix, limit, pending),
      listUpdated: (range) => listUpdated(this.#kv, pending, range),
    };
  }

  /**
   * Reads all postings of every term, merged or not, and each head once.
   *
   * @returns The lists of each term; null for a term whose head or blocks are damaged.
   */
  async *readEveryTerm(): AsyncGenerator<{ term: string; lists: Postings[] | null }> {
    const pending = await this.#pending.refresh();
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
      const head = toHead(bytes);
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

  /** @param known The terms that the view has read, to which others are added: the steps of a search share most. */
  async #readTerms(
    terms: readonly string[],
    pending: ReadonlyMap<string, readonly PendingChange[]>,
    known: Map<string, TermPostings>,
  ): Promise<TermPostings[]> {
    const missing = [...new Set(terms)].filter((term) => !known.has(term));
    const heads = await getAll<Uint8Array>(this.#kv, missing.map(keys.head));
    missing.forEach((term, index) => {
      const head = toHead(heads[index] ?? null);
      known.set(term, new StoredPostings(this.#kv, this.#blocks, term, head, pending.get(term) ?? []));
    });
    return terms.map((term) => known.get(term)!);
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

/** {@linkcode TermPostings} from a head, its blocks, and changes that are not merged yet. */
class StoredPostings implements TermPostings {
  constructor(
    private readonly kv: KeyValueStore,
    private readonly blocks: BlockCache,
    readonly term: string,
    private head: TermHead,
    private readonly pending: readonly PendingChange[],
  ) {}

  get count(): number {
    return this.head.count + new Set(this.#changes.map(({ number }) => number)).size;
  }

  get lengths(): number {
    return this.#changes.reduce((sum, { change }) => sum + getChangedLength(change), this.head.lengths);
  }

  get last(): number {
    const { tail, blocks } = this.head;
    const last = tail.numbers.at(-1) ?? blocks.at(-1)?.last ?? 0;
    return this.#changes.reduce((highest, { number }) => Math.max(highest, number), last);
  }

  readAll(): Promise<Postings[]> {
    return this.#read(() => true);
  }

  readFor(numbers: Uint32Array): Promise<Postings[]> {
    return this.#read(({ first, last }) => {
      const index = findIndex(numbers, first);
      return index < numbers.length && numbers[index]! <= last;
    });
  }

  get #changes(): readonly PendingChange[] {
    const { upto } = this.head;
    return upto === "" ? this.pending : this.pending.filter(({ versionstamp }) => versionstamp > upto);
  }

  async #read(isWanted: (range: { first: number; last: number }) => boolean): Promise<Postings[]> {
    for (let tries = 1;; tries++) {
      try {
        return await this.#readOnce(isWanted);
      } catch (error) {
        if (!(error instanceof StaleHeadError) || tries === MOST_TRIES) throw error;
        this.head = toHead((await this.kv.get<Uint8Array>(keys.head(this.term))).value);
      }
    }
  }

  async #readOnce(isWanted: (range: { first: number; last: number }) => boolean): Promise<Postings[]> {
    const { head } = this;
    const changes = Map.groupBy(this.#changes, ({ number }) => findBlock(head, number));
    const places = head.blocks.map((_, place) => place)
      .filter((place) => isWanted(head.blocks[place]!) || changes.has(place));
    const blocks = await this.blocks.read(this.term, places.map((place) => head.blocks[place]!));
    const lists = [...blocks.map((block, index) => [places[index]!, block] as const), [head.blocks.length, head.tail]];
    return (lists as [number, Postings][]).map(([place, postings]) => {
      const own = changes.get(place);
      return own === undefined ? postings : mergePostings(postings, toChangedPostings(postings, own));
    });
  }
}

function toHead(bytes: Uint8Array | null): TermHead {
  return bytes === null ? NO_HEAD : decodeHead(bytes);
}
