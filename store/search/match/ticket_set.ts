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

  /** Adds the tickets of postings, which are in ascending order. Most neighbours share a word: each is written once. */
  addAll({ numbers }: Postings): void {
    const words = this.#words;
    const { size } = this;
    let at = 0;
    let bits = 0;
    for (let index = 0; index < numbers.length; index++) {
      const number = numbers[index]!;
      if (number >= size) continue;
      const next = number >>> 5;
      if (next !== at) {
        words[at]! |= bits;
        at = next;
        bits = 0;
      }
      bits |= 1 << (number & 31);
    }
    if (bits !== 0) words[at]! |= bits;
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

function countBits(word: number): number {
  const pairs = word - (word >>> 1 & 0x55555555);
  const nibbles = (pairs & 0x33333333) + (pairs >>> 2 & 0x33333333);
  return Math.imul(nibbles + (nibbles >>> 4) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
