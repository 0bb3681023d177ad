/** How large values of Deno KV are before they are written. */

// deno-lint-ignore no-control-regex -- V8 writes such a string with one byte a character
const LATIN_1 = /^[\x00-\xff]*$/;

/** What V8 adds to each value: its version, the object's tags and lengths. */
const OVERHEAD = 16;

/**
 * An upper bound of the bytes that V8's serialisation makes of plain data.
 *
 * @throws {TypeError} for anything but plain data: such a value couldn't be measured, nor read by everyone.
 */
export function valueBytes(value: unknown): number {
  return value instanceof Uint8Array ? value.byteLength : OVERHEAD + bytes(value);
}

function bytes(value: unknown): number {
  switch (typeof value) {
    case "string":
      return 6 + (LATIN_1.test(value) ? value.length : 2 * value.length);
    case "number":
      return 9;
    case "boolean":
    case "undefined":
      return 1;
    case "bigint":
      return 8 + value.toString(16).length;
    case "object":
      return value === null ? 1 : bytesInside(value);
    default:
      throw new TypeError(`Deno KV stores no ${typeof value}.`);
  }
}

function bytesInside(value: object): number {
  if (value instanceof Uint8Array) return OVERHEAD + value.byteLength;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) {
    throw new TypeError(`The store takes plain data, not a ${value.constructor?.name ?? "null-prototype object"}.`);
  }
  return Object.entries(value).reduce((sum, [name, inner]) => sum + bytes(name) + bytes(inner), OVERHEAD);
}
