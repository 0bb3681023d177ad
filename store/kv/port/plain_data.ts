/**
 * Checks that a value is plain data: JSON, or bytes at the top.
 *
 * @throws {TypeError} For anything else.
 */
export function requirePlainData(value: unknown): void {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return;
  if (typeof value !== "object") throw new TypeError(`Cannot store a ${typeof value}: only plain data is supported`);
  if (value === null || value instanceof Uint8Array) return;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) {
    const kind = value.constructor?.name ?? "null-prototype object";
    throw new TypeError(`Cannot store a ${kind}: only plain data is supported`);
  }
  forEachChild(value, requirePlainData);
}

/** Freezes plain data at every level, because several rules share it. Bytes cannot be frozen. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  forEachChild(value, deepFreeze);
  return Object.freeze(value);
}

/** Visits the children without building a list of them: this runs for every value that is read or written. */
function forEachChild(value: object, visit: (child: unknown) => void): void {
  if (Array.isArray(value)) return value.forEach((child) => child !== undefined && visit(child));
  for (const name in value) {
    const child = (value as Record<string, unknown>)[name];
    if (child !== undefined) visit(child);
  }
}
