/** Counters, which Deno KV returns as objects with a number of 64 bits. */

/** Returns the number of a counter, or null for a value that is no counter. */
export function readCounter(value: unknown): bigint | null {
  const number: unknown = Reflect.get(Object(value), "value");
  return typeof number === "bigint" ? number : null;
}
