/** Merging changes into the postings of a term. */

import { changePosting, getLength, type PostingChange } from "./posting_data.ts";
import { findPosting, mergePostings, type Postings, slicePostings } from "./postings.ts";
import { type BlockReference, findBlock, type TermHead } from "./term_head.ts";

/** The maximum number of postings of a block, and of the tail. Filters have no data, and so more of them fit. */
const MOST = { block: 4_096, filterBlock: 12_000, tail: 1_024 };

/** A change of one ticket's posting. */
export interface TicketChange {
  number: number;
  change: PostingChange;
}

/** Reads a block of the term. */
export type ReadBlock = (id: number) => Promise<Postings>;

/** The outcome of a merge: the new head, and the blocks that it adds and no longer has. */
export interface MergedTerm {
  head: TermHead;
  added: { id: number; postings: Postings }[];
  removed: number[];
}

/**
 * Merges changes, in their order, into a term.
 *
 * @param isFilter True for terms of filters, whose postings have no data.
 * @param upto The versionstamp of the last delta that the changes are from.
 */
export async function mergeTerm(
  head: TermHead,
  changes: readonly TicketChange[],
  { isFilter, upto, readBlock }: { isFilter: boolean; upto: string; readBlock: ReadBlock },
): Promise<MergedTerm> {
  const merge = new TermMerge(head, isFilter ? MOST.filterBlock : MOST.block);
  for (const [place, part] of groupByBlock(head, changes)) {
    const block = head.blocks[place];
    const before = block === undefined ? head.tail : await readBlock(block.id);
    merge.replace(place, before, toChangedPostings(before, part));
  }
  await merge.shortenTail(readBlock);
  return merge.finish(upto);
}

/** Groups changes by the index of the block that they belong to. */
function groupByBlock(head: TermHead, changes: readonly TicketChange[]): Iterable<[number, readonly TicketChange[]]> {
  const last = head.blocks.at(-1)?.last ?? 0;
  if (changes.every(({ number }) => number > last)) return [[head.blocks.length, changes]];
  return Map.groupBy(changes, ({ number }) => findBlock(head, number));
}

/** Applies changes to the postings of their tickets. */
export function toChangedPostings(before: Postings, changes: readonly TicketChange[]): Postings {
  return appendChanges(before, changes) ?? changePostings(before, changes);
}

/** Applies changes of tickets that come after all others, one ticket after another, as most are. Returns null if they do not. */
function appendChanges(before: Postings, changes: readonly TicketChange[]): Postings | null {
  const [numbers, data] = [new Uint32Array(changes.length), new Uint16Array(changes.length)];
  let [count, last] = [0, before.numbers.at(-1) ?? 0];
  for (const { number, change } of changes) {
    const isSame = count > 0 && number === last;
    if (!isSame && number <= last) return null;
    if (!isSame) numbers[count++] = last = number;
    data[count - 1] = changePosting(data[count - 1]!, change);
  }
  return { numbers: numbers.subarray(0, count), data: data.subarray(0, count) };
}

function changePostings(before: Postings, changes: readonly TicketChange[]): Postings {
  const changed = new Map<number, number>();
  for (const { number, change } of changes) {
    changed.set(number, changePosting(changed.get(number) ?? findPosting(before, number), change));
  }
  const numbers = Uint32Array.from(changed.keys()).sort();
  return { numbers, data: Uint16Array.from(numbers, (number) => changed.get(number)!) };
}

class TermMerge {
  readonly #added = new Map<number, Postings>();
  readonly #removed: number[] = [];
  /** The new blocks at each place of the old ones. */
  readonly #places: BlockReference[][];
  #tail: Postings;
  #nextBlock: number;
  #count: number;
  #lengths: number;

  constructor(head: TermHead, private readonly most: number) {
    this.#places = head.blocks.map((block) => [block]);
    this.#tail = head.tail;
    this.#nextBlock = head.nextBlock;
    this.#count = head.count;
    this.#lengths = head.lengths;
  }

  /** Replaces the postings of a block, or of the tail. */
  replace(place: number, before: Postings, changed: Postings): void {
    const after = mergePostings(before, changed);
    this.#count += after.numbers.length - before.numbers.length;
    this.#lengths += sumLengths(after) - sumLengths(before);
    if (place === this.#places.length) this.#tail = after;
    else this.#replaceBlock(place, this.#split(after));
  }

  /** Moves a long tail into blocks: into the last one if there is room. */
  async shortenTail(readBlock: ReadBlock): Promise<void> {
    if (this.#tail.numbers.length <= MOST.tail) return;
    const place = this.#places.length - 1;
    const last = this.#places[place]?.at(-1);
    const tail = this.#tail;
    this.#tail = slicePostings(tail, 0, 0);
    if (last === undefined || last.count + tail.numbers.length > this.most) {
      this.#places.push(this.#split(tail));
      return;
    }
    const before = this.#added.get(last.id) ?? await readBlock(last.id);
    const blocks = this.#split(mergePostings(before, tail));
    this.#forget(last);
    this.#places[place] = [...this.#places[place]!.slice(0, -1), ...blocks];
  }

  finish(upto: string): MergedTerm {
    const added = Array.from(this.#added, ([id, postings]) => ({ id, postings }));
    const head: TermHead = {
      upto,
      nextBlock: this.#nextBlock,
      count: this.#count,
      lengths: this.#lengths,
      blocks: this.#places.flat(),
      tail: this.#tail,
    };
    return { head, added, removed: this.#removed };
  }

  #replaceBlock(place: number, blocks: BlockReference[]): void {
    for (const block of this.#places[place]!) this.#forget(block);
    this.#places[place] = blocks;
  }

  #forget({ id }: BlockReference): void {
    if (!this.#added.delete(id)) this.#removed.push(id);
  }

  /** Splits postings into blocks, each at most full. */
  #split(postings: Postings): BlockReference[] {
    const count = postings.numbers.length;
    const parts = Math.ceil(count / this.most);
    return Array.from({ length: parts }, (_, part) => {
      const own = slicePostings(postings, Math.round(part * count / parts), Math.round((part + 1) * count / parts));
      const id = this.#nextBlock++;
      this.#added.set(id, own);
      return { id, first: own.numbers[0]!, last: own.numbers.at(-1)!, count: own.numbers.length };
    });
  }
}

function sumLengths({ data }: Postings): number {
  let sum = 0;
  for (let index = 0; index < data.length; index++) sum += getLength(data[index]!);
  return sum;
}
