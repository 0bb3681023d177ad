import { toOneLine } from "./one_line.ts";
import { truncate } from "./truncate.ts";

/**
 * Makes a text from outside fit for an error message or a sentence: one line, short, and without invisible characters.
 *
 * @param limit The maximum length in UTF-16 code units.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { toShortLine } from "./short_line.ts";
 *
 * assert.equal(toShortLine("Refund\n#99\u202e [open]", 8), "Refund …");
 * ```
 */
export function toShortLine(text: string, limit = 100): string {
  return truncate(toOneLine(text), limit);
}
