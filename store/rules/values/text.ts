/** Which texts the desk takes. */

import { DeskError } from "../../errors.ts";

/**
 * A text that must say something, trimmed.
 *
 * @param field What the text is, as the caller calls it.
 * @param limit In UTF-16 code units.
 * @throws {DeskError} `invalid` when it is blank or too long.
 */
export function parseRequiredText(field: string, text: string, limit: number): string {
  const trimmed = parseText(field, text.trim(), limit);
  if (trimmed === "") {
    throw new DeskError("invalid", `The ${field} is empty: give at least one character that isn't a space.`);
  }
  return trimmed;
}

/**
 * A text that may be empty, as it is; halves of surrogate pairs, which no store could give back, become U+FFFD.
 *
 * @param limit In UTF-16 code units.
 * @throws {DeskError} `invalid` when it is too long.
 */
export function parseText(field: string, text: string, limit: number): string {
  if (text.length > limit) {
    const [length, most] = [text.length, limit].map((count) => count.toLocaleString("en"));
    throw new DeskError("invalid", `The ${field} has ${length} characters, and at most ${most} fit: shorten it.`);
  }
  return text.toWellFormed();
}

/** The text, or as much of its beginning as fits into `limit` UTF-16 code units, an ellipsis included. */
export function truncate(text: string, limit: number): string {
  const whole = text.toWellFormed();
  if (whole.length <= limit) return whole;
  // Where the cut splits a surrogate pair, its first half goes, too.
  return `${whole.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
