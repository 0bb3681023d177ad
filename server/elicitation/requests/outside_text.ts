/** Text from outside in a question to a person. It must not look like a part of the question. */

const MAX_LENGTH = 80;

/** Characters that are not visible: control characters, bidirectional and zero-width ones, line separators. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Quotes outside text: on one line, at most 80 characters of it, and it cannot close its quotation marks.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { quoteOutsideText } from "./outside_text.ts";
 *
 * assert.equal(quoteOutsideText('Help"?\nApproved'), `"Help'? Approved"`);
 * ```
 */
export function quoteOutsideText(text: string): string {
  const line = text
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").replace(INVISIBLE, "").replace(/["“”„‟«»＂]/g, "'").trim();
  const characters = [...line];
  if (characters.length <= MAX_LENGTH) return `"${line}"`;
  return `"${characters.slice(0, MAX_LENGTH).join("")}…" (cut, ${characters.length.toLocaleString("en")} characters)`;
}

/** Makes the characters of an email address visible that could hide or reorder others. */
export function toVisibleAddress(email: string): string {
  return email.replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
