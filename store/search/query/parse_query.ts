/** The query language of the desk. */

import { DeskError } from "../../errors.ts";
import type { Condition, Query } from "./condition.ts";
import { FILTERS } from "./filters.ts";
import { findNearestMatch } from "./nearest_match.ts";
import { type QueryToken, tokenizeQuery, toTokenError } from "./tokens.ts";
import { iterateWords } from "../analysis/mod.ts";

/** In UTF-16 code units. */
const MAX_QUERY_LENGTH = 1_000;
/** Each word and filter value is a list to walk, or a key to read for every ticket in question. */
const MAX_TERMS = 32;

/**
 * Reads a query: words, `"exact phrases"`, and filters such as `status:open,pending` or `created>=2026-11-01`; `-` before
 * any of them excludes it. A ticket must fulfil all of it; the empty query finds every ticket. Phrases are exact in their
 * words and the order of these, not in case, accents and punctuation.
 *
 * @throws {DeskError} `invalid`, saying at which column, what is wrong and what would be right
 */
export function parseQuery(text: string): Query {
  requireLength(text);
  const query: Query = { required: [], excluded: [] };
  for (const piece of tokenizeQuery(text)) {
    const part = piece.negative ? query.excluded : query.required;
    part.push(piece.filter === null ? toWordsCondition(piece) : toFilterCondition(piece, piece.filter));
  }
  requireTermCount(query);
  return query;
}

function toWordsCondition(piece: QueryToken): Condition {
  const words = [...iterateWords(piece.value)];
  if (words.length === 0) {
    throw toTokenError(piece, "there is no word to look for in it, and signs and emoji aren't searched. Leave it out.");
  }
  return { kind: piece.quoted && words.length > 1 ? "phrase" : "words", words };
}

function toFilterCondition(piece: QueryToken, { name, operator }: NonNullable<QueryToken["filter"]>): Condition {
  const filter = FILTERS.get(name.toLowerCase());
  if (filter === undefined) throw toUnknownFilterError(piece, name);
  if (piece.value === "" && !piece.quoted) {
    throw toTokenError(piece, `the value is missing. Put one right after it, without a space: ${filter.example}.`);
  }
  if (operator !== ":" && !filter.comparable) {
    throw toTokenError(piece, `"${name}" can't be compared with "${operator}". Write ${filter.example}.`);
  }
  return filter.read(piece, operator);
}

function toUnknownFilterError(piece: QueryToken, name: string): DeskError {
  const names = [...FILTERS.keys()];
  const meant = findNearestMatch(name, names);
  const problem = `there is no filter "${name}"${meant ? ` (did you mean "${meant}"?)` : ""}.`;
  return toTokenError(
    piece,
    `${problem} Filters are ${names.join(", ")}; to look for the text itself, put it in quotation marks.`,
  );
}

function requireLength(text: string): void {
  if (text.length <= MAX_QUERY_LENGTH) return;
  const problem = `The query has ${text.length} characters, and at most ${MAX_QUERY_LENGTH} fit`;
  throw new DeskError("invalid", `${problem}: shorten it.`);
}

function requireTermCount({ required, excluded }: Query): void {
  const count = [...required, ...excluded].reduce((sum, condition) => sum + countTerms(condition), 0);
  if (count <= MAX_TERMS) return;
  const problem = `The query has ${count} words and filter values, and at most ${MAX_TERMS} fit`;
  throw new DeskError("invalid", `${problem}: leave some out.`);
}

function countTerms(condition: Condition): number {
  if ("anyOf" in condition) return condition.anyOf.length;
  return "words" in condition ? condition.words.length : 1;
}
