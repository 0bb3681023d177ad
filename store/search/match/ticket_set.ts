import type { Postings } from "../postings/mod.ts";

/** A set of ticket numbers, as bits. Numbers beyond its size are not in it. */
export class TicketSet {
  readonly #words: Uint32Array;

  /** @param size One more than the highest number. */
  constructor(readonly size: number, words = new Uint32Array((size + 31) >>> 5)) {
    this.#words = words;
  }

  static all(size: number): TicketSet {
    return new TicketSet(size).invert();
  }

  remove(number: number): void {
    if (number < this.size) this.#words[number >>> 5]! &= ~(1 << (number & 31));
  }

  has(number: number): boolean {
    return number < this.size && (this.#words[number >>> 5]! & 1 << (number & 31)) !== 0;
  }

  add(number: number): void {
    if (number < this.size) this.#words[number >>> 5]! |= 1 << (number & 31);
  }

  /** Adds the tickets of postings. */
  addAll({ numbers }: Postings): void {
    const words = this.#words;
    if (numbers.length === 0 || numbers[numbers.length - 1]! >= this.size) {
      for (const number of numbers) this.add(number);
      return;
    }
    const bits = readBits(numbers);
    if (bits === null) return setBits(numbers, words, 0);
    const start = numbers[0]! >>> 5;
    for (let index = 0; index < bits.length; index++) words[start + index]! |= bits[index]!;
  }

  /** Keeps the numbers that are in the other set too. */
  intersect(other: TicketSet): this {
    for (let index = 0; index < this.#words.length; index++) this.#words[index]! &= other.#words[index]!;
    return this;
  }

  /** Adds the numbers of the other set. */
  unite(other: TicketSet): this {
    for (let index = 0; index < this.#words.length; index++) this.#words[index]! |= other.#words[index]!;
    return this;
  }

  /** Removes the numbers that are in the other set. */
  subtract(other: TicketSet): this {
    for (let index = 0; index < this.#words.length; index++) this.#words[index]! &= ~other.#words[index]!;
    return this;
  }

  count(): number {
    let count = 0;
    for (let index = 0; index < this.#words.length; index++) count += countBits(this.#words[index]!);
    return count;
  }

  /** Returns the numbers that are not in the set. Ticket 0 does not exist. */
  invert(): TicketSet {
    const words = new Uint32Array(this.#words.length);
    for (let index = 0; index < words.length; index++) words[index] = ~this.#words[index]!;
    if (words.length > 0) words[0]! &= ~1;
    const left = this.size & 31;
    if (left !== 0) words[words.length - 1]! &= (1 << left) - 1;
    return new TicketSet(this.size, words);
  }

  isEmpty(): boolean {
    return this.#words.every((word) => word === 0);
  }

  /** Lists the numbers, highest first. */
  *listDown(): Generator<number> {
    for (let index = this.#words.length - 1; index >= 0; index--) {
      for (let word = this.#words[index]!; word !== 0;) {
        const bit = 31 - Math.clz32(word);
        yield (index << 5) + bit;
        word &= ~(1 << bit);
      }
    }
  }
}

/** The bits of dense lists that were read. Lists never change. */
const BITS = new WeakMap<Uint32Array, Uint32Array>();

/** In dense lists, each word of 32 bits has at least as many numbers on average. Their bits take a byte for a number at most. */
const LEAST_PER_WORD = 4;

/** Returns the bits of ascending numbers from the word of the first one on; null if they are not dense. */
function readBits(numbers: Uint32Array): Uint32Array | null {
  const [start, end] = [numbers[0]! >>> 5, (numbers[numbers.length - 1]! >>> 5) + 1];
  if (numbers.length < LEAST_PER_WORD * (end - start)) return null;
  const known = BITS.get(numbers);
  if (known !== undefined) return known;
  const bits = new Uint32Array(end - start);
  setBits(numbers, bits, start);
  BITS.set(numbers, bits);
  return bits;
}

/**
 * Sets the bits of ascending numbers. Most neighbours share a word: each is written once.
 *
 * @param start The index of the first word.
 */
function setBits(numbers: Uint32Array, words: Uint32Array, start: number): void {
  let at = start;
  let bits = 0;
  for (let index = 0; index < numbers.length; index++) {
    const number = numbers[index]!;
    const next = number >>> 5;
    if (next !== at) {
      words[at - start]! |= bits;
      at = next;
      bits = 0;
    }
    bits |= 1 << (number & 31);
  }
  words[at - start]! |= bits;
}

function countBits(word: number): number {
  const pairs = word - (word >>> 1 & 0x55555555);
  const nibbles = (pairs & 0x33333333) + (pairs >>> 2 & 0x33333333);
  return Math.imul(nibbles + (nibbles >>> 4) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
