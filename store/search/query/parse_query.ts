/** The query language for tickets. */

import { DeskError } from "../../errors.ts";
import type { Condition, Query } from "./condition.ts";
import { FILTERS } from "./filters.ts";
import { findNearestMatch } from "./nearest_match.ts";
import { type QueryToken, tokenizeQuery, toTokenError } from "./tokens.ts";
import { iterateWords } from "../analysis/mod.ts";

/** In UTF-16 code units. */
const MAX_QUERY_LENGTH = 1_000;
/** Each word or filter value is a list to walk, or one key to read per ticket. */
const MAX_TERMS = 32;

/**
 * Parses a query: words, `"exact phrases"`, and filters such as `status:open,pending` or `created>=2026-11-01`. A
 * leading `-` excludes. A ticket must meet every part; an empty query finds all tickets. Phrases match words and their
 * order, but ignore case, accents and punctuation.
 *
 * @throws {DeskError} `invalid` with the column, the problem and the correct syntax.
 */
export function parseQuery(text: string): Query {
  requireLength(text);
  const query: Query = { required: [], excluded: [] };
  for (const token of tokenizeQuery(text)) {
    const part = token.negative ? query.excluded : query.required;
    part.push(token.filter === null ? toWordsCondition(token) : toFilterCondition(token, token.filter));
  }
  requireTermCount(query);
  return query;
}

function toWordsCondition(token: QueryToken): Condition {
  const words = [...iterateWords(token.value)];
  if (words.length === 0) {
    throw toTokenError(token, "it contains no word. Punctuation and emoji are not indexed. Remove it.");
  }
  return { kind: token.quoted && words.length > 1 ? "phrase" : "words", words };
}

function toFilterCondition(token: QueryToken, { name, operator }: NonNullable<QueryToken["filter"]>): Condition {
  const filter = FILTERS.get(name.toLowerCase());
  if (filter === undefined) throw toUnknownFilterError(token, name);
  if (token.value === "" && !token.quoted) {
    throw toTokenError(
      token,
      `the value is missing. Put it directly after the filter, without a space: ${filter.example}.`,
    );
  }
  if (operator !== ":" && !filter.comparable) {
    throw toTokenError(token, `"${name}" does not support "${operator}". Use ${filter.example}.`);
  }
  return filter.read(token, operator);
}

function toUnknownFilterError(token: QueryToken, name: string): DeskError {
  const names = [...FILTERS.keys()];
  const meant = findNearestMatch(name, names);
  const problem = `unknown filter "${name}"${meant ? ` (did you mean "${meant}"?)` : ""}.`;
  return toTokenError(
    token,
    `${problem} Filters: ${names.join(", ")}. To search for the text itself, put it in quotation marks.`,
  );
}

function requireLength(text: string): void {
  if (text.length <= MAX_QUERY_LENGTH) return;
  throw new DeskError("invalid", `query is too long: ${text.length} characters (limit ${MAX_QUERY_LENGTH}).`);
}

function requireTermCount({ required, excluded }: Query): void {
  const count = [...required, ...excluded].reduce((sum, condition) => sum + countTerms(condition), 0);
  if (count <= MAX_TERMS) return;
  throw new DeskError("invalid", `query has ${count} words and filter values (limit ${MAX_TERMS}). Remove some.`);
}

function countTerms(condition: Condition): number {
  if ("anyOf" in condition) return condition.anyOf.length;
  return "words" in condition ? condition.words.length : 1;
}
