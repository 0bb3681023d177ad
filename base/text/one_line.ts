import { getInvisible } from "./invisible.ts";

/** Most texts. */
const PLAIN = /^[\x20-\x7e]*$/;

/** Line breaks and tabs. */
const BREAKS = /[\n\r\t\v\f\u0085\u2028\u2029]+/gu;

/**
 * Puts a text on one line, without control characters, bidirectional controls and zero-width characters, so that it is
 * for a program what it is for a person.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { toOneLine } from "./one_line.ts";
 *
 * assert.equal(toOneLine("Refund\n#99 [open]\u200b"), "Refund #99 [open]");
 * ```
 */
export function toOneLine(text: string): string {
  return PLAIN.test(text) ? text.trim() : text.replace(BREAKS, " ").replace(getInvisible(), "").trim();
}
