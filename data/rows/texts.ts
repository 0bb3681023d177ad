/** Texts that are longer than the desk takes. */

import { LIMITS } from "../../store/mod.ts";

/**
 * A text in pieces of at most `limit` UTF-16 code units, which laid end to end are the text. They end with a line, or at
 * least a word, where one ends in their second half.
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

/** The beginning of a text, with an ellipsis where something is left out. */
export function truncateText(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** What a ticket begins with. */
export interface TicketText {
  subject: string;
  description: string;
  /** What doesn't fit into the description: the comments that go on with it. */
  rest: string[];
}

/**
 * A subject and a description, whatever their lengths: a subject that is missing comes from the description's first
 * line, one that is too long is cut and stands in whole above the description.
 */
export function toTicketText(subject: string, description: string): TicketText {
  const [title, text] = [subject.trim(), description.trim()];
  const firstLine = text.split("\n", 1)[0]!.trim();
  const whole = title.length > LIMITS.subject ? [title, text].filter(Boolean).join("\n\n") : text;
  const [first = "", ...rest] = splitText(whole, LIMITS.description);
  return {
    subject: truncateText(toOneLine(title || firstLine || "(no subject)"), LIMITS.subject),
    description: first,
    rest: rest.filter((piece) => piece.trim() !== ""),
  };
}

function toOneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
