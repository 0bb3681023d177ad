/** Values before they are written, and after they were read. */

import { EncodedValue } from "./portable_values.ts";

/**
 * The value as it will be stored, so that its size is known, and so that it is written as it is now.
 *
 * @throws {TypeError} for anything but plain data: it would not come back as it was.
 */
export function toEncodedValue(value: unknown): EncodedValue {
  if (value instanceof EncodedValue) return value;
  requirePlainData(value);
  return new EncodedValue(value);
}

/** Makes plain data unchangeable, all through: several rules read the same. Bytes can't be. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  forEachChild(value, deepFreeze);
  return Object.freeze(value);
}

function requirePlainData(value: unknown): void {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return;
  if (typeof value !== "object") throw new TypeError(`The store takes plain data, not a ${typeof value}.`);
  if (value === null || value instanceof Uint8Array) return;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) {
    throw new TypeError(`The store takes plain data, not a ${value.constructor?.name ?? "null-prototype object"}.`);
  }
  forEachChild(value, requirePlainData);
}

/** Calls `visit` for what is inside, without making a list of it: this is done for everything that is read or written. */
function forEachChild(value: object, visit: (inner: unknown) => void): void {
  if (Array.isArray(value)) return value.forEach((inner) => inner !== undefined && visit(inner));
  for (const name in value) {
    const inner = (value as Record<string, unknown>)[name];
    if (inner !== undefined) visit(inner);
  }
}
