import { findPageEnd } from "../attachments/mod.ts";

/** The quotation marks of a text in JSON. */
const QUOTES = 2;
/** Shorter texts end in an ellipsis alone: the explanation would take more than the text. */
const MIN_EXPLAINED_BYTES = 150;

/**
 * Cuts a long text and says so at its end.
 *
 * @param maxBytes The most bytes of the kept text as JSON, at least 10.
 * @param hint How to get the full text.
 */
export function cutText(text: string, maxBytes: number, hint: string): string {
  const end = findPageEnd(text, 0, maxBytes + QUOTES);
  if (end === text.length) return text;
  const kept = text.slice(0, end);
  return maxBytes < MIN_EXPLAINED_BYTES
    ? `${kept}…`
    : `${kept}… [truncated: ${end} of ${text.length} characters; ${hint}]`;
}

/** A part of a long text, and its end in UTF-16 code units. */
export interface TextPart {
  text: string;
  end: number;
}

/**
 * Takes the part of a long text that fits on a page, and says what is missing.
 *
 * @param start In UTF-16 code units.
 * @param maxBytes See {@linkcode cutText}.
 */
export function takePart(text: string, start: number, maxBytes: number): TextPart {
  const from = Math.min(start, text.length);
  const end = findPageEnd(text, from, Math.max(maxBytes, 10) + QUOTES);
  const before = from === 0 ? "" : `[continued from character ${from} of ${text.length}] `;
  const after = end === text.length ? "" : `… [cut at character ${end} of ${text.length}; the next page continues it]`;
  return { text: `${before}${text.slice(from, end)}${after}`, end };
}
