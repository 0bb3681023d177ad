/** The head of a term: where its postings are, and those that are in no block yet. */

import { decodePostings, encodePostings, NO_POSTINGS, type Postings } from "./postings.ts";

/** A block of postings. It never changes: a change writes another one with another id. */
export interface BlockReference {
  readonly id: number;
  /** The numbers of its first and its last ticket. */
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

export interface TermHead {
  /** The versionstamp of the last delta that is part of it. */
  readonly upto: string;
  /** The id of the next block. */
  readonly nextBlock: number;
  /** The number of postings. */
  readonly count: number;
  /** The sum of the lengths of the texts with the term. */
  readonly lengths: number;
  /** Ordered by ticket, without overlap. */
  readonly blocks: readonly BlockReference[];
  /** Postings of higher numbers than those in blocks. */
  readonly tail: Postings;
}

export const NO_HEAD: TermHead = { upto: "", nextBlock: 0, count: 0, lengths: 0, blocks: [], tail: NO_POSTINGS };

/** The next block, the postings, the lengths (64 bits), the blocks, and the versionstamp as text. */
const HEADER_BYTES = 48;
const VERSIONSTAMP_AT = 24;
const BLOCK_BYTES = 16;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Encodes a head. */
export function encodeHead({ upto, nextBlock, count, lengths, blocks, tail }: TermHead): Uint8Array {
  const postings = encodePostings(tail);
  const bytes = new Uint8Array(HEADER_BYTES + BLOCK_BYTES * blocks.length + postings.length);
  const header = new DataView(bytes.buffer);
  [nextBlock, count, blocks.length].forEach((value, index) => header.setUint32(4 * index, value, true));
  header.setFloat64(16, lengths, true);
  encoder.encodeInto(upto.padEnd(HEADER_BYTES - VERSIONSTAMP_AT), bytes.subarray(VERSIONSTAMP_AT));
  const table = new Uint32Array(bytes.buffer, HEADER_BYTES, 4 * blocks.length);
  blocks.forEach(({ id, first, last, count }, index) => table.set([id, first, last, count], 4 * index));
  bytes.set(postings, HEADER_BYTES + BLOCK_BYTES * blocks.length);
  return bytes;
}

/** Decodes a head. The bytes must start at the start of their buffer. */
export function decodeHead(bytes: Uint8Array): TermHead {
  const header = new DataView(bytes.buffer);
  const [nextBlock = 0, count = 0, blockCount = 0] = [0, 4, 8].map((at) => header.getUint32(at, true));
  const table = new Uint32Array(bytes.buffer, HEADER_BYTES, 4 * blockCount);
  const blocks = Array.from({ length: blockCount }, (_, index): BlockReference => {
    const [id = 0, first = 0, last = 0, count = 0] = table.subarray(4 * index);
    return { id, first, last, count };
  });
  return {
    upto: decoder.decode(bytes.subarray(VERSIONSTAMP_AT, HEADER_BYTES)).trimEnd(),
    nextBlock,
    count,
    lengths: header.getFloat64(16, true),
    blocks,
    tail: decodePostings(bytes, HEADER_BYTES + BLOCK_BYTES * blockCount),
  };
}

/** Returns the index of the block that holds, or would hold, a ticket; the number of blocks for the tail. */
export function findBlock({ blocks, tail }: Pick<TermHead, "blocks" | "tail">, number: number): number {
  const last = blocks.at(-1);
  if (last === undefined || number > last.last) return blocks.length;
  if (tail.numbers.length > 0 && number >= tail.numbers[0]!) return blocks.length;
  let [low, high] = [0, blocks.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle]!.last < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
