/** Lists of postings in memory, and their compact form. */

import type { PostingData } from "./posting_data.ts";

/** The postings of one term, ordered by ticket. */
export interface Postings {
  /** The numbers of the tickets, ascending. */
  readonly numbers: Uint32Array;
  readonly data: Uint16Array;
}

export const NO_POSTINGS: Postings = { numbers: new Uint32Array(), data: new Uint16Array() };

/** Flags of the encoded form. */
const WIDE = 1;
const UNIFORM = 2;
const BITMAP = 4;

/** Flags, number of postings, first number, data of all if it is the same: four 32-bit numbers. */
const HEADER_BYTES = 16;

/** Encodes postings: offsets of 16 bits if they suffice, the data once if all is the same, or a bitmap if it is smaller. */
export function encodePostings({ numbers, data }: Postings): Uint8Array {
  const count = numbers.length;
  const first = numbers[0] ?? 0;
  const span = count === 0 ? 0 : numbers[count - 1]! - first;
  const isUniform = data.every((each) => each === data[0]);
  const width = span > 0xffff ? 4 : 2;
  const isBitmap = isUniform && span / 8 < count * width;
  const flags = (width === 4 ? WIDE : 0) | (isUniform ? UNIFORM : 0) | (isBitmap ? BITMAP : 0);
  const places = isBitmap ? toBitmap(numbers, first, span) : toOffsets(numbers, first, width);
  const bytes = new Uint8Array(HEADER_BYTES + places.length + (isUniform ? 0 : 2 * count));
  new Uint32Array(bytes.buffer, 0, 4).set([flags, count, first, data[0] ?? 0]);
  bytes.set(places, HEADER_BYTES);
  if (!isUniform) bytes.set(toBytes(data), HEADER_BYTES + places.length);
  return bytes;
}

/**
 * Decodes postings. The bytes must start at the start of their buffer.
 *
 * @throws {RangeError} If there are too few bytes.
 */
export function decodePostings(bytes: Uint8Array, start = 0): Postings {
  const [flags = 0, count = 0, first = 0, uniform = 0] = new Uint32Array(bytes.buffer, start, 4);
  const at = start + HEADER_BYTES;
  if ((flags & BITMAP) !== 0) return { numbers: fromBitmap(bytes, at, first, count), data: fill(count, uniform) };
  const width = (flags & WIDE) !== 0 ? 4 : 2;
  const offsets = width === 4 ? new Uint32Array(bytes.buffer, at, count) : new Uint16Array(bytes.buffer, at, count);
  const numbers = new Uint32Array(count);
  for (let index = 0; index < count; index++) numbers[index] = first + offsets[index]!;
  if ((flags & UNIFORM) !== 0) return { numbers, data: fill(count, uniform) };
  return { numbers, data: new Uint16Array(bytes.buffer, at + width * count, count) };
}

/** Returns the data of a ticket; zero if it has no posting. */
export function findPosting({ numbers, data }: Postings, number: number): PostingData {
  if (numbers.length === 0 || number < numbers[0]! || number > numbers[numbers.length - 1]!) return 0;
  const index = findIndex(numbers, number);
  return numbers[index] === number ? data[index]! : 0;
}

/** Returns the index of the first number that is not below `number`. */
export function findIndex(numbers: Uint32Array, number: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Merges changed postings into others. A changed posting without data is removed. */
export function mergePostings(before: Postings, changed: Postings): Postings {
  const isAfter = (before.numbers.at(-1) ?? 0) < (changed.numbers[0] ?? Infinity);
  if (isAfter && !changed.data.includes(0)) return appendPostings(before, changed);
  const numbers = new Uint32Array(before.numbers.length + changed.numbers.length);
  const data = new Uint16Array(numbers.length);
  let [one, other, count] = [0, 0, 0];
  while (one < before.numbers.length || other < changed.numbers.length) {
    const isBefore = other === changed.numbers.length ||
      (one < before.numbers.length && before.numbers[one]! < changed.numbers[other]!);
    if (!isBefore && before.numbers[one] === changed.numbers[other]) one++;
    const [from, index] = isBefore ? [before, one++] : [changed, other++];
    if (from.data[index] === 0) continue;
    numbers[count] = from.numbers[index]!;
    data[count++] = from.data[index]!;
  }
  return { numbers: numbers.subarray(0, count), data: data.subarray(0, count) };
}

function appendPostings(before: Postings, { numbers: added, data: addedData }: Postings): Postings {
  const numbers = new Uint32Array(before.numbers.length + added.length);
  const data = new Uint16Array(numbers.length);
  numbers.set(before.numbers);
  numbers.set(added, before.numbers.length);
  data.set(before.data);
  data.set(addedData, before.data.length);
  return { numbers, data };
}

/** Returns part of a list. */
export function slicePostings({ numbers, data }: Postings, start: number, end: number): Postings {
  return { numbers: numbers.subarray(start, end), data: data.subarray(start, end) };
}

function toOffsets(numbers: Uint32Array, first: number, width: 2 | 4): Uint8Array {
  const offsets = width === 4 ? new Uint32Array(numbers.length) : new Uint16Array(numbers.length);
  for (let index = 0; index < numbers.length; index++) offsets[index] = numbers[index]! - first;
  return toBytes(offsets);
}

function toBitmap(numbers: Uint32Array, first: number, span: number): Uint8Array {
  const bitmap = new Uint8Array((span >> 3) + 1);
  for (const number of numbers) bitmap[(number - first) >> 3]! |= 1 << ((number - first) & 7);
  return bitmap;
}

function fromBitmap(bytes: Uint8Array, at: number, first: number, count: number): Uint32Array {
  const numbers = new Uint32Array(count);
  let found = 0;
  for (let place = 0; found < count; place++) {
    if (at + place >= bytes.length) throw new RangeError("The bitmap ends too early");
    for (let left = bytes[at + place]!; left !== 0; left &= left - 1) {
      numbers[found++] = first + (place << 3) + (31 - Math.clz32(left & -left));
    }
  }
  return numbers;
}

function fill(count: number, value: number): Uint16Array {
  return new Uint16Array(count).fill(value);
}

function toBytes({ buffer, byteOffset, byteLength }: Uint16Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}
