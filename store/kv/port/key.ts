/** Comparison and size of keys. */

import type { Key, KeyPart } from "./key_value_store.ts";

const NUL = /\0/g;
// deno-lint-ignore no-control-regex -- exactly the characters that UTF-8 encodes in one byte
const ASCII = /^[\x00-\x7f]*$/;
const encoder = new TextEncoder();

/** Returns a string that is equal for two keys exactly when the store treats them as the same key. */
export function toKeyIdentity(key: Key): string {
  return JSON.stringify(key.every(isPlainPart) ? key : key.map(tagPart));
}

/** Reports whether JSON keeps the part distinct. It has no bigint, bytes, NaN, infinities or negative zero. */
function isPlainPart(part: KeyPart): boolean {
  if (typeof part === "number") return Number.isFinite(part) && !Object.is(part, -0);
  return typeof part === "string" || typeof part === "boolean";
}

/** Turns the other parts into arrays, which no key contains. */
function tagPart(part: KeyPart): unknown {
  if (isPlainPart(part)) return part;
  if (part instanceof Uint8Array) return ["bytes", ...part];
  return [typeof part, Object.is(part, -0) ? "-0" : String(part)];
}

/** Computes the size of the key as Deno KV encodes it, in bytes. */
export function measureKey(key: Key): number {
  return key.reduce<number>(addPartSize, 0);
}

function addPartSize(sum: number, part: KeyPart): number {
  return sum + measureKeyPart(part);
}

function measureKeyPart(part: KeyPart): number {
  switch (typeof part) {
    case "boolean":
      return 1;
    case "number":
      return 9;
    case "bigint":
      return 4 + Math.ceil(part.toString(16).length / 2);
    case "string":
      return 2 + measureUtf8(part) + (part.includes("\0") ? part.match(NUL)!.length : 0);
    default:
      return part.reduce((sum, byte) => sum + (byte === 0 ? 2 : 1), 2);
  }
}

/** Computes the size of a text in UTF-8, in bytes. */
export function measureUtf8(text: string): number {
  return ASCII.test(text) ? text.length : encoder.encode(text).length;
}
