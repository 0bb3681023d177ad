/** How large values are before they are written. */

import { encodeValue } from "./portable_values.ts";

/**
 * The bytes that a value takes in the store.
 *
 * @throws {TypeError} for anything but plain data: it would not come back as it was.
 */
export function valueBytes(value: unknown): number {
  requirePlain(value);
  const stored = encodeValue(value);
  return stored instanceof Uint8Array ? stored.byteLength : 8;
}

function requirePlain(value: unknown): void {
  if (value === null || value instanceof Uint8Array || ["string", "number", "boolean"].includes(typeof value)) return;
  if (typeof value !== "object") throw new TypeError(`The store takes plain data, not a ${typeof value}.`);
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) {
    throw new TypeError(`The store takes plain data, not a ${value.constructor?.name ?? "null-prototype object"}.`);
  }
  for (const inner of Object.values(value)) if (inner !== undefined) requirePlain(inner);
}
