/** Fitting long texts into the desk's limits. */

import { truncateLine } from "../../base/text/truncate.ts";
import { LIMITS } from "../../store/mod.ts";

/**
 * Splits a text into pieces of at most `limit` UTF-16 code units. Pieces end at a line end, or a word end, if there is
 * one in their second half. Joined, they give the text.
 */
export function splitText(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const end = findCut(rest, limit);
    pieces.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...pieces, rest];
}

function findCut(text: string, limit: number): number {
  const places = [text.lastIndexOf("\n", limit - 1), text.lastIndexOf(" ", limit - 1)].map((index) => index + 1);
  const end = places.find((place) => place > limit / 2) ?? limit;
  return /[\uD800-\uDBFF]/.test(text[end - 1]!) ? end - 1 : end;
}

/** The texts of a new ticket. */
export interface TicketText {
  subject: string;
  description: string;
  /** Text beyond the description's limit, for comments. */
  rest: string[];
}

/**
 * Fits a subject and a description of any length. A missing subject is taken from the description's first line. A
 * subject that is too long is cut, and the description starts with all of it.
 */
export function toTicketText(subject: string, description: string): TicketText {
  const [title, text] = [subject.trim(), description.trim()];
  const firstLine = text.split("\n", 1)[0]!.trim();
  const whole = title.length > LIMITS.subject ? [title, text].filter(Boolean).join("\n\n") : text;
  const [first = "", ...rest] = splitText(whole, LIMITS.description);
  return {
    subject: truncateLine(title || firstLine || "(no subject)", LIMITS.subject),
    description: first,
    rest: rest.filter((piece) => piece.trim() !== ""),
  };
}
