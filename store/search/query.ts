/** The query language of the desk. */

import { DeskError } from "../errors.ts";
import type { Condition, Query } from "./condition.ts";
import { FILTERS } from "./filters.ts";
import { nearest } from "./nearest.ts";
import { type Piece, piecesOf, unreadable } from "./pieces.ts";
import { eachWord } from "./words.ts";

/** In UTF-16 code units. */
const LONGEST_QUERY = 1_000;
/** Each word and filter value is a list to walk, or a key to read for every ticket in question. */
const MOST_TERMS = 32;

/**
 * Reads a query: words, `"exact phrases"`, and filters such as `status:open,pending` or `created>=2026-11-01`; `-` before
 * any of them excludes it. A ticket must fulfil all of it; the empty query finds every ticket. Phrases are exact in their
 * words and the order of these, not in case, accents and punctuation.
 *
 * @throws {DeskError} `invalid`, saying at which column, what is wrong and what would be right
 */
export function parseQuery(text: string): Query {
  refuseTooLong(text);
  const query: Query = { required: [], excluded: [] };
  for (const piece of piecesOf(text)) {
    const part = piece.negative ? query.excluded : query.required;
    part.push(piece.filter === null ? wordsCondition(piece) : filterCondition(piece, piece.filter));
  }
  refuseTooMany(query);
  return query;
}

function wordsCondition(piece: Piece): Condition {
  const words = [...eachWord(piece.value)];
  if (words.length === 0) {
    throw unreadable(piece, "there is no word to look for in it, and signs and emoji aren't searched. Leave it out.");
  }
  return { kind: piece.quoted && words.length > 1 ? "phrase" : "words", words };
}

function filterCondition(piece: Piece, { name, operator }: NonNullable<Piece["filter"]>): Condition {
  const filter = FILTERS.get(name.toLowerCase());
  if (filter === undefined) throw unknownFilter(piece, name);
  if (piece.value === "" && !piece.quoted) {
    throw unreadable(piece, `the value is missing. Put one right after it, without a space: ${filter.example}.`);
  }
  if (operator !== ":" && !filter.comparable) {
    throw unreadable(piece, `"${name}" can't be compared with "${operator}". Write ${filter.example}.`);
  }
  return filter.read(piece, operator);
}

function unknownFilter(piece: Piece, name: string): DeskError {
  const names = [...FILTERS.keys()];
  const meant = nearest(name, names);
  const problem = `there is no filter "${name}"${meant ? ` (did you mean "${meant}"?)` : ""}.`;
  return unreadable(
    piece,
    `${problem} Filters are ${names.join(", ")}; to look for the text itself, put it in quotation marks.`,
  );
}

function refuseTooLong(text: string): void {
  if (text.length <= LONGEST_QUERY) return;
  const problem = `The query has ${text.length} characters, and at most ${LONGEST_QUERY} fit`;
  throw new DeskError("invalid", `${problem}: shorten it.`);
}

function refuseTooMany({ required, excluded }: Query): void {
  const count = [...required, ...excluded].reduce((sum, condition) => sum + sizeOf(condition), 0);
  if (count <= MOST_TERMS) return;
  const problem = `The query has ${count} words and filter values, and at most ${MOST_TERMS} fit`;
  throw new DeskError("invalid", `${problem}: leave some out.`);
}

function sizeOf(condition: Condition): number {
  if ("anyOf" in condition) return condition.anyOf.length;
  return "words" in condition ? condition.words.length : 1;
}
