import type { TermPostings } from "../../search/source/mod.ts";
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
import type { KeyValueStore } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
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
  readonly #merged = new Map<number, Postings>();

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
    return this.#lengths ??= this.#changes.reduce(
      (sum, { change }) => sum + getChangedLength(change),
      this.#head.lengths,
    );
  }

  get last(): number {
    const { tail, blocks } = this.#head;
    const last = tail.numbers.at(-1) ?? blocks.at(-1)?.last ?? 0;
    return this.#last ??= this.#changes.reduce((highest, { number }) => Math.max(highest, number), last);
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

  #setHead(head: TermHead): TermHead {
    const { upto } = head;
    this.#changes = upto === "" ? this.pending : this.pending.filter(({ versionstamp }) => versionstamp > upto);
    this.#numbers = new Set(this.#changes.map(({ number }) => number)).size;
    this.#changed = this.#changes.length === 0
      ? NO_CHANGES
      : Map.groupBy(this.#changes, ({ number }) => findBlock(head, number));
    this.#merged.clear();
    this.#lengths = this.#last = null;
    return this.#head = head;
  }

  async #read(isWanted: IsWanted): Promise<Postings[]> {
    for (let tries = 1;; tries++) {
      try {
        return await this.#readOnce(isWanted);
      } catch (error) {
        if (!(error instanceof StaleHeadError) || tries === MOST_TRIES) throw error;
        this.#setHead(toHead((await this.kv.get<Uint8Array>(keys.head(this.term))).value));
      }
    }
  }

  async #readOnce(isWanted: IsWanted): Promise<Postings[]> {
    const head = this.#head;
    const places = head.blocks.map((_, place) => place)
      .filter((place) => isWanted(head.blocks[place]!) || this.#changed.has(place));
    const blocks = places.length === 0
      ? []
      : await this.blocks.read(this.term, places.map((place) => head.blocks[place]!));
    const lists = blocks.map((block, index) => this.#merge(places[index]!, block));
    return [...lists, this.#merge(head.blocks.length, head.tail)];
  }

  #merge(place: number, postings: Postings): Postings {
    const own = this.#changed.get(place);
    if (own === undefined) return postings;
    const merged = this.#merged.get(place) ?? mergePostings(postings, toChangedPostings(postings, own));
    this.#merged.set(place, merged);
    return merged;
  }
}

/** Decodes a head, if the term has one. */
export function toHead(bytes: Uint8Array | null): TermHead {
  return bytes === null ? NO_HEAD : decodeHead(bytes);
}
