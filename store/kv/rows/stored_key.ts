/**
 * Keys as Deno KV stores them: FoundationDB's tuple encoding, whose bytes sort like the keys. Integers of any size, which
 * no key of ours contains, are left out.
 */

import type { Key, KeyPart, KeyRange } from "../port/mod.ts";

const enum Tag {
  Bytes = 0x01,
  Text = 0x02,
  Number = 0x21,
  False = 0x26,
  True = 0x27,
}

/** Ends bytes and texts. In them, it is followed by `ESCAPE`. */
const NUL = 0x00;
const ESCAPE = 0xff;
const NUMBER_BYTES = 8;

/** No byte of a key sorts after it. */
const AFTER_EVERY_PART = 0xff;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });
const latin1 = new TextDecoder("latin1");
/** The sign bit of the first half of a number. */
const SIGN = 0x80000000;
const number = new DataView(new ArrayBuffer(NUMBER_BYTES));

/** Reused for every key that is not longer: those that Deno KV takes have at most 2,048 bytes. */
const scratch = new Uint8Array(8_192);

/** Encodes a key. */
export function encodeKey(key: Key): Uint8Array {
  const most = key.reduce((sum: number, part) => sum + getMostBytes(part), 0);
  const bytes = most <= scratch.length ? scratch : new Uint8Array(most);
  let at = 0;
  for (const part of key) at = encodePart(part, bytes, at);
  return bytes.slice(0, at);
}

function getMostBytes(part: KeyPart): number {
  if (typeof part === "string") return 2 + 3 * part.length;
  return part instanceof Uint8Array ? 2 + 2 * part.length : 1 + NUMBER_BYTES;
}

/** Returns the keys of a range: the first, and the one after its last. */
export function toBounds(range: KeyRange): [start: Uint8Array, end: Uint8Array] {
  if (!("prefix" in range)) return [encodeKey(range.start), encodeKey(range.end)];
  return [
    "start" in range ? encodeKey(range.start) : encodePrefix(range.prefix, NUL),
    "end" in range ? encodeKey(range.end) : encodePrefix(range.prefix, AFTER_EVERY_PART),
  ];
}

function encodePrefix(prefix: Key, last: number): Uint8Array {
  const encoded = encodeKey(prefix);
  const bytes = new Uint8Array(encoded.length + 1);
  bytes.set(encoded);
  bytes[encoded.length] = last;
  return bytes;
}

/** Encodes a part from the offset `at`. Returns the offset after it. */
function encodePart(part: KeyPart, into: Uint8Array, at: number): number {
  switch (typeof part) {
    case "string":
      return encodeText(part, into, at);
    case "number":
      return encodeNumber(part, into, at);
    case "boolean":
      into[at] = part ? Tag.True : Tag.False;
      return at + 1;
    case "bigint":
      throw new TypeError("Cannot encode a bigint in a key");
    default:
      return encodeBytes(Tag.Bytes, part, into, at);
  }
}

function encodeText(text: string, into: Uint8Array, start: number): number {
  let at = start;
  into[at++] = Tag.Text;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === NUL || code >= 0x80) return encodeBytes(Tag.Text, encoder.encode(text), into, start);
    into[at++] = code;
  }
  into[at] = NUL;
  return at + 1;
}

function encodeBytes(tag: Tag, bytes: Uint8Array, into: Uint8Array, at: number): number {
  into[at++] = tag;
  for (const byte of bytes) {
    into[at++] = byte;
    if (byte === NUL) into[at++] = ESCAPE;
  }
  into[at] = NUL;
  return at + 1;
}

/** Inverts the sign bit of positive numbers, and every bit of negative ones. */
function encodeNumber(value: number, into: Uint8Array, at: number): number {
  number.setFloat64(0, value);
  const isNegative = number.getUint8(0) >= 0x80;
  into[at++] = Tag.Number;
  for (let index = 0; index < NUMBER_BYTES; index++) {
    into[at + index] = number.getUint8(index) ^ (isNegative ? 0xff : index === 0 ? 0x80 : 0x00);
  }
  return at + NUMBER_BYTES;
}

/** Decodes a key. Returns null if the bytes are not a key, or one with other parts than ours. */
export function decodeKey(bytes: Uint8Array): Key | null {
  return new KeyDecoder(bytes).decode(0, bytes.length);
}

/** Decodes many keys in the same memory. Their texts share one decoded string, as long as they are ASCII. */
export class KeyDecoder {
  readonly #view: DataView;
  #latin1: string | undefined;

  constructor(private readonly bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Decodes the key from the offset `start` up to `end`. Returns null as {@linkcode decodeKey} does. */
  decode(start: number, end: number): Key | null {
    const key: KeyPart[] = [];
    for (let at = start; at < end;) {
      const tag = this.bytes[at++]!;
      if (tag === Tag.Number) {
        if (at + NUMBER_BYTES > end) return null;
        const value = this.#decodeNumber(at);
        if (Number.isNaN(value)) return null; // it has several forms, and encoding it gives only one of them
        key.push(value);
        at += NUMBER_BYTES;
      } else if (tag === Tag.Text || tag === Tag.Bytes) {
        const last = this.#findEnd(at, end);
        const part = tag === Tag.Text ? this.#decodeText(at, last) : unescape(this.bytes.slice(at, last));
        if (last === end || part === null) return null;
        key.push(part);
        at = last + 1;
      } else if (tag === Tag.False || tag === Tag.True) key.push(tag === Tag.True);
      else return null;
    }
    return key;
  }

  #decodeNumber(at: number): number {
    const [high, low] = [this.#view.getUint32(at), this.#view.getUint32(at + 4)];
    const isPositive = high >= SIGN;
    number.setUint32(0, isPositive ? high - SIGN : ~high);
    number.setUint32(4, isPositive ? low : ~low);
    return number.getFloat64(0);
  }

  #findEnd(from: number, end: number): number {
    let at = from;
    while (at < end && (this.bytes[at] !== NUL || this.bytes[at + 1] === ESCAPE && at + 1 < end)) at++;
    return at;
  }

  #decodeText(start: number, end: number): string | null {
    for (let at = start; at < end; at++) {
      if (this.bytes[at]! < 0x80 && this.bytes[at] !== NUL) continue;
      return decodeText(unescape(this.bytes.slice(start, end)));
    }
    return (this.#latin1 ??= latin1.decode(this.bytes)).substring(start, end);
  }
}

function unescape(bytes: Uint8Array): Uint8Array {
  return bytes.includes(NUL) ? bytes.filter((byte, index) => byte !== ESCAPE || bytes[index - 1] !== NUL) : bytes;
}

function decodeText(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
