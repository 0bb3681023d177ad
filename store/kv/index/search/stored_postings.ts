import type { TermPostings } from "../../../search/source/mod.ts";
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
} from "../../../search/postings/mod.ts";
import { DamagedEntryError } from "../../forms/mod.ts";
import type { KeyValueStore } from "../../port/mod.ts";
import { keys } from "../../schema/mod.ts";
import { type BlockCache, StaleHeadError } from "./block_cache.ts";
import type { PendingChange } from "./pending_changes.ts";

/** The reads of a head, while merges replace its blocks. */
const MOST_TRIES = 20;

const NO_CHANGES: ReadonlyMap<number, readonly PendingChange[]> = new Map();

/** Reports whether a block has postings that are wanted. */
type IsWanted = (range: { first: number; last: number }) => boolean;

/** {@linkcode TermPostings} from a head, its blocks, and changes that are not merged yet. */
export class StoredPostings implements TermPostings {
  #head: TermHead;
  /** The changes that the head does not have, and the blocks that they belong to. */
  #changes: readonly PendingChange[] = [];
  #changed: ReadonlyMap<number, readonly PendingChange[]> = NO_CHANGES;
  #numbers = 0;
  #lengths: number | null = null;
  #last: number | null = null;
  /** The postings of blocks and of the tail, with the changes. */
  #merged = new Map<number, Postings>();

  constructor(
    private readonly kv: KeyValueStore,
    private readonly blocks: BlockCache,
    readonly term: string,
    head: TermHead,
    private readonly pending: readonly PendingChange[],
  ) {
    this.#head = this.#setHead(head);
  }

  /** Returns the postings with other changes that are not merged yet. */
  withPending(pending: readonly PendingChange[]): StoredPostings {
    const isSame = pending.length === this.pending.length &&
      pending.every((change, index) => change === this.pending[index]);
    return isSame ? this : new StoredPostings(this.kv, this.blocks, this.term, this.#head, pending.slice());
  }

  get count(): number {
    return this.#head.count + this.#numbers;
  }

  get lengths(): number {
    return this.#lengths ??= this.#head.lengths + sum(this.#changes.map(({ change }) => getChangedLength(change)));
  }

  get last(): number {
    const { tail, blocks } = this.#head;
    const last = tail.numbers.at(-1) ?? blocks.at(-1)?.last ?? 0;
    return this.#last ??= this.#changes.reduce((highest, { number }) => Math.max(highest, number), last);
  }

  /** Reads the blocks that have changes. */
  async readCount(): Promise<number> {
    if (this.#changes.length === 0) return this.#head.count;
    return await this.#retry(async () => {
      const { count, blocks, tail } = this.#head;
      const before = [...this.#changed.keys()].map((place) => blocks[place]?.count ?? 0);
      const changed = await this.#readOnce(() => false);
      return count + sum(changed.map(({ numbers }) => numbers.length)) - sum([...before, tail.numbers.length]);
    });
  }

  readAll(): Promise<Postings[]> {
    return this.#retry(() => this.#readOnce(() => true));
  }

  readFor(numbers: Uint32Array): Promise<Postings[]> {
    return this.#retry(() =>
      this.#readOnce(({ first, last }) => {
        const index = findIndex(numbers, first);
        return index < numbers.length && numbers[index]! <= last;
      })
    );
  }

  #setHead(head: TermHead): TermHead {
    const { upto } = head;
    this.#changes = upto === "" ? this.pending : this.pending.filter(({ versionstamp }) => versionstamp > upto);
    this.#numbers = new Set(this.#changes.map(({ number }) => number)).size;
    this.#changed = this.#changes.length === 0
      ? NO_CHANGES
      : Map.groupBy(this.#changes, ({ number }) => findBlock(head, number));
    this.#merged = new Map();
    this.#lengths = this.#last = null;
    return this.#head = head;
  }

  async #retry<T>(read: () => Promise<T>): Promise<T> {
    for (let tries = 1;; tries++) {
      try {
        return await read();
      } catch (error) {
        if (!(error instanceof StaleHeadError) || tries === MOST_TRIES) throw error;
        this.#setHead(toHead(this.term, (await this.kv.get<Uint8Array>(keys.head(this.term))).value));
      }
    }
  }

  async #readOnce(isWanted: IsWanted): Promise<Postings[]> {
    // Another read may replace them in the meantime.
    const [head, changed, merged] = [this.#head, this.#changed, this.#merged];
    const places = head.blocks.map((_, place) => place)
      .filter((place) => isWanted(head.blocks[place]!) || changed.has(place));
    const blocks = places.length === 0
      ? []
      : await this.blocks.read(this.term, places.map((place) => head.blocks[place]!));
    const merge = (place: number, postings: Postings): Postings => {
      const own = changed.get(place);
      if (own === undefined) return postings;
      const known = merged.get(place) ?? mergePostings(postings, toChangedPostings(postings, own));
      merged.set(place, known);
      return known;
    };
    const lists = blocks.map((block, index) => merge(places[index]!, block));
    return [...lists, merge(head.blocks.length, head.tail)];
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * Decodes a head, if the term has one.
 *
 * @throws {DamagedEntryError}
 */
export function toHead(term: string, bytes: Uint8Array | null): TermHead {
  if (bytes === null) return NO_HEAD;
  try {
    return decodeHead(bytes);
  } catch (cause) {
    throw new DamagedEntryError(keys.head(term), { cause });
  }
}
