/** Validation of texts. */

import { DeskError } from "../../errors.ts";

/**
 * Trims a text that must not be empty.
 *
 * @param field The field's name, for the message.
 * @param limit In UTF-16 code units.
 * @throws {DeskError} `invalid` if the text is empty or too long.
 */
export function parseRequiredText(field: string, text: string, limit: number): string {
  const trimmed = parseText(field, text.trim(), limit);
  if (trimmed === "") {
    throw new DeskError("invalid", `${field} is empty. Enter at least one character that is not white space.`);
  }
  return trimmed;
}

/**
 * Validates a text that may be empty. Lone surrogates become U+FFFD, because a store cannot keep them.
 *
 * @param limit In UTF-16 code units.
 * @throws {DeskError} `invalid` if the text is too long.
 */
export function parseText(field: string, text: string, limit: number): string {
  if (text.length > limit) {
    const [length, most] = [text.length, limit].map((count) => count.toLocaleString("en"));
    throw new DeskError("invalid", `${field} is too long: ${length} characters (limit ${most}).`);
  }
  return text.toWellFormed();
}

/** Cuts a text to `limit` UTF-16 code units, including an ellipsis. */
export function truncate(text: string, limit: number): string {
  const whole = text.toWellFormed();
  if (whole.length <= limit) return whole;
  // Drop the first half of a surrogate pair that the cut splits.
  return `${whole.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
