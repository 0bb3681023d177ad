/**
 * Cuts a text to a length, with an ellipsis at its end. Splits no character and returns well-formed Unicode.
 *
 * @param limit The maximum length in UTF-16 code units, at least 1.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { truncate } from "./truncate.ts";
 *
 * assert.equal(truncate("abcdef", 4), "abc…");
 * ```
 */
export function truncate(text: string, limit: number): string {
  const whole = text.toWellFormed();
  if (whole.length <= limit) return whole;
  // Drop the first half of a surrogate pair that the cut splits.
  return `${whole.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** Puts a text on one line, with single spaces, and truncates it. */
export function truncateLine(text: string, limit = 160): string {
  return truncate(text.replaceAll(/\s+/g, " ").trim(), limit);
}
