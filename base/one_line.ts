/** Most texts. */
const PLAIN = /^[\x20-\x7e]*$/;

/** Line breaks and tabs. */
const BREAKS = /[\n\r\t\v\f\u0085\u2028\u2029]+/gu;

/**
 * Control characters, interlinear annotations, and characters without a width, which include those that set the direction
 * of text (Unicode Standard Annex 44, "Default_Ignorable_Code_Point"). Joiners and variation selectors stay where emoji
 * and some scripts need them: directly after the character that they shape.
 */
const INVISIBLE =
  /(?![\u200c\u200d\ufe0e\ufe0f](?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\p{M}\p{sc=Arabic}].))[\p{Cc}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

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
  return PLAIN.test(text) ? text.trim() : text.replace(BREAKS, " ").replace(INVISIBLE, "").trim();
}
