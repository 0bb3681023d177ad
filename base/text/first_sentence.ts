/**
 * Returns the first sentence of a text without its full stop. It ends with its line at the latest.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { getFirstSentence } from "./first_sentence.ts";
 *
 * assert.equal(getFirstSentence("Find tickets, such as refunds. Use it first."), "Find tickets, such as refunds");
 * ```
 */
export function getFirstSentence(text: string): string {
  return text.split(/\n|\.(?:\s|$)/, 1)[0]!;
}
