/** Reasons why a search has no results. */

import { TIERS } from "../customer.ts";
import { PRIORITIES, STATUSES } from "../ticket.ts";
import { MARKS } from "./analysis/mod.ts";
import { ALWAYS, getRequiredTerms, parseQuery, type QueryToken, tokenizeQuery } from "./query/mod.ts";
import type { SearchSource } from "./search_source.ts";

/** More reasons do not help to correct the query. */
const MAX_REASONS = 4;

/** The filters that people write as a plain word. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ...STATUSES.map((value) => [value, `status:${value}`] as const),
  ...PRIORITIES.map((value) => [value, `priority:${value}`] as const),
  ...TIERS.map((value) => [value, `tier:${value}`] as const),
  ...MARKS.map((value) => [value, `is:${value}`] as const),
  ["unassigned", "assignee:none"],
]);

const OPERATORS = new Set(["or", "and", "not", "|", "||", "&&"]);

/**
 * Explains why a query finds nothing, one sentence each: an operator that is searched as a word, a filter written as a word,
 * and parts that no ticket matches. Returns an empty list if only the combination has no match.
 *
 * @param text A valid query.
 */
export async function explainEmptySearch(source: SearchSource, text: string): Promise<string[]> {
  const tokens = tokenizeQuery(text).filter(({ negative }) => !negative);
  const reasons = [...explainOperators(tokens), ...tokens.flatMap(suggestFilter)];
  for (const token of tokens) {
    if (reasons.length >= MAX_REASONS) break;
    if (!isOperator(token) && !await hasMatch(source, token)) {
      reasons.push(`No ticket matches ${token.text.includes('"') ? token.text : `"${token.text}"`}.`);
    }
  }
  return [...new Set(reasons)].slice(0, MAX_REASONS);
}

function isOperator({ filter, quoted, value }: QueryToken): boolean {
  return filter === null && !quoted && OPERATORS.has(value.toLowerCase());
}

function explainOperators(tokens: readonly QueryToken[]): string[] {
  const operator = tokens.find(isOperator);
  if (operator === undefined) return [];
  return [
    `"${operator.value}" is searched as a word, because a ticket must match every part of a query. Search for each ` +
    "alternative, or separate the values of a filter with a comma: status:open,pending. To exclude, write -word.",
  ];
}

function suggestFilter(token: QueryToken): string[] {
  const filter = token.filter === null && !token.quoted ? toFilter(token.value) : undefined;
  return filter === undefined ? [] : [`To filter, write ${filter} instead of "${token.value}".`];
}

function toFilter(word: string): string | undefined {
  const [, name, value] = /^([a-z]+)=(.+)$/i.exec(word) ?? [];
  if (name !== undefined) return `${name.toLowerCase()}:${value}`;
  if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(word)) return `customer:${word}`;
  return WORDS.get(word.toLowerCase().replaceAll("-", "_"));
}

/** Returns true if the part alone may match a ticket: each of its terms does. */
async function hasMatch(source: SearchSource, { text }: QueryToken): Promise<boolean> {
  const range = { from: ALWAYS.from, below: [ALWAYS.to, 0], limit: 1 } as const;
  const lists = await Promise.all(
    getRequiredTerms(parseQuery(text)).map((anyOf) =>
      Promise.all(anyOf.map((term) => source.listPositions(term, range)))
    ),
  );
  return lists.every((anyOf) => anyOf.some((positions) => positions.length > 0));
}
