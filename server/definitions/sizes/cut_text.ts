import { findPageEnd } from "../attachments/mod.ts";

/** The quotation marks of a text in JSON. */
const QUOTES = 2;
/** Shorter texts end in an ellipsis alone: the explanation would take more than the text. */
const MIN_EXPLAINED_BYTES = 150;

/** A text as a result shows it. */
export interface CutText {
  text: string;
  /** The length that is shown, and how to get the rest. Not part of `text`, which is words from outside. */
  note?: string;
}

/**
 * Cuts a long text.
 *
 * @param maxBytes The maximum number of bytes of the kept text as JSON, at least 10.
 * @param hint How to get the full text.
 */
export function cutText(text: string, maxBytes: number, hint: string): CutText {
  const end = findPageEnd(text, 0, maxBytes + QUOTES);
  if (end === text.length) return { text };
  const kept = `${text.slice(0, end)}…`;
  return maxBytes < MIN_EXPLAINED_BYTES
    ? { text: kept }
    : { text: kept, note: `${end} of ${text.length} characters; ${hint}` };
}

/** A part of a long text, and its end in UTF-16 code units. */
export interface TextPart extends CutText {
  end: number;
}

/**
 * Takes the part of a long text that fits on a page.
 *
 * @param start In UTF-16 code units.
 * @param maxBytes See {@linkcode cutText}.
 */
export function takePart(text: string, start: number, maxBytes: number): TextPart {
  const from = Math.min(start, text.length);
  const end = findPageEnd(text, from, Math.max(maxBytes, 10) + QUOTES);
  const part = { text: text.slice(from, end), end };
  if (from === 0 && end === text.length) return part;
  const next = end === text.length ? "" : "; the next page continues it";
  return { ...part, note: `characters ${from} to ${end} of ${text.length}${next}` };
}

/** The member of a record whose texts were cut. */
export interface Truncated {
  /** Such as `notes: 300 of 1000 characters; get_customer returns the full text`. */
  truncated?: string[];
}

/**
 * Lists the notes about the texts of a record.
 *
 * @param notes By the name of the text.
 */
export function listTruncated(notes: Readonly<Record<string, string | undefined>>): Truncated {
  const truncated = Object.entries(notes).flatMap(([name, note]) => note === undefined ? [] : [`${name}: ${note}`]);
  return truncated.length === 0 ? {} : { truncated };
}

/** Formats the notes of a record, to be shown after its marked texts. */
export function formatTruncated({ truncated = [] }: { truncated?: readonly string[] | undefined }): string[] {
  return truncated.map((note) => `[truncated ${note}]`);
}
