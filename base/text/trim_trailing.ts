/**
 * Removes characters from the end of a text, in linear time. A regular expression such as `/\/+$/` takes quadratic time.
 *
 * @param characters The characters to remove, each one UTF-16 code unit.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { trimTrailing } from "./trim_trailing.ts";
 *
 * assert.equal(trimTrailing("/home/me//", "/"), "/home/me");
 * ```
 */
export function trimTrailing(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text[end - 1]!)) end--;
  return text.slice(0, end);
}
