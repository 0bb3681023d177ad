/** Validation of texts. */

import { countCharacters, fitsCharacters } from "../../../base/text/count_characters.ts";
import { toOneLine } from "../../../base/text/one_line.ts";
import { DeskError } from "../../errors.ts";

/** The maximum size of one text in UTF-8, in bytes. With the rest of its record it fits into a value of Deno KV (64 KiB). */
const MAX_BYTES = 60_000;

/**
 * Trims a text that must not be empty.
 *
 * @param field The field's name, for the message.
 * @param limit In characters (code points).
 * @throws {DeskError} `invalid` if the text is empty or too long.
 */
export function parseRequiredText(field: string, text: string, limit: number): string {
  const trimmed = parseText(field, text.trim(), limit);
  if (trimmed === "") {
    throw new DeskError("invalid", `${field} is empty. Enter at least one character that is not white space.`, {
      reasons: [{ code: "required", field }],
    });
  }
  return trimmed;
}

/** Trims a text that must not be empty and belongs on one line: see {@linkcode toOneLine}. */
export function parseRequiredLine(field: string, text: string, limit: number): string {
  return parseRequiredText(field, toOneLine(text), limit);
}

/**
 * Validates a text that may be empty. Lone surrogates become U+FFFD, because a store cannot keep them.
 *
 * @param limit In characters (code points).
 * @throws {DeskError} `invalid` if the text is too long.
 */
export function parseText(field: string, text: string, limit: number): string {
  if (!fitsCharacters(text, limit)) throw createTooLongError(field, countCharacters(text), "characters", limit);
  if (text.length > MAX_BYTES / 3) {
    const bytes = new TextEncoder().encode(text).length;
    if (bytes > MAX_BYTES) throw createTooLongError(field, bytes, "bytes", MAX_BYTES);
  }
  return text.toWellFormed();
}

function createTooLongError(field: string, length: number, unit: "characters" | "bytes", limit: number): DeskError {
  const [count, most] = [length, limit].map((number) => number.toLocaleString("en"));
  return new DeskError("invalid", `${field} is too long: ${count} ${unit} (limit ${most}).`, {
    reasons: [{ code: "too_long", field, length, limit, unit }],
  });
}
