/** The steps of every search: of tickets, and of articles. */

import type { PageRequest } from "../desk.ts";
import { parsePageLimit } from "../rules/values/mod.ts";
import type { Language } from "./analysis/mod.ts";
import { type Correction, correctWords } from "./corrections/mod.ts";
import { type CursorQuery, decodeSearchCursor, encodeSearchCursor } from "./cursor.ts";
import { findNewest } from "./find_newest.ts";
import { findRanked } from "./find_ranked.ts";
import { type FoundPage, type OpenSearch, openSearch, type PageBounds } from "./open_search.ts";
import { joinWords, listWords, type Query } from "./query/mod.ts";
import type { ScoredItem } from "./rank/mod.ts";
import { ReadBudget, type SearchSource } from "./source/mod.ts";

/** The budget of one page, in keys. A page ends when it is spent. */
const KEYS_PER_PAGE = 10_000;

/** A query of articles. */
export interface ArticleRequest {
  text: string;
  /** Identifies the query in cursors. */
  name: string;
  parse(text: string): Query;
}

/** The numbers that a search found. */
export interface FoundNumbers {
  numbers: number[];
  cursor: string | null;
  /** Misspelled words, and those that were searched instead. */
  corrections: Correction[];
  /** The words of the query; empty if it has none. */
  items: readonly ScoredItem[];
  /** The number of all items that could be found. */
  tickets: number;
  /** The languages of almost all of them. */
  languages: readonly Language[];
}

/**
 * Finds the numbers of the items that match a query: best first, or newest first if the query has no words.
 *
 * The work for one page is limited. If matches are far apart, a page can hold fewer than `limit` items, or none, and
 * still have a cursor. Only a null cursor means that there are no more. Reading all pages returns each item that
 * keeps matching exactly once.
 *
 * @throws {DeskError} `invalid` for an invalid query, limit or cursor.
 */
export async function runSearch(
  source: SearchSource,
  { text, name, parse }: ArticleRequest,
  page: PageRequest,
): Promise<FoundNumbers> {
  const parsed = parse(text);
  const isRanked = hasWords(parsed);
  const find = isRanked ? findRanked : findNewest;
  return await findPage(source, parsed, { name, sort: isRanked ? "relevance" : "newest" }, page, find);
}

/** Finds the tickets of a page in one order. */
type Find = (search: OpenSearch, query: Query, bounds: PageBounds) => Promise<FoundPage>;

/** Finds a page with one way to find it, and creates the cursor of the next one. */
export async function findPage(
  source: SearchSource,
  parsed: Query,
  owner: CursorQuery,
  page: PageRequest,
  find: Find,
  budget: ReadBudget = new ReadBudget(KEYS_PER_PAGE),
): Promise<FoundNumbers> {
  const limit = parsePageLimit(page);
  const start = page.cursor === undefined ? null : decodeSearchCursor(owner, page.cursor);
  const search = await openSearch(source);
  const { query, corrections } = await correctWords(search, joinWords(parsed));
  const { numbers, next, items = [] } = await find(search, query, { limit, start, budget });
  const cursor = next === null ? null : encodeSearchCursor(owner, next);
  return { numbers, cursor, corrections, items, tickets: search.tickets, languages: search.words.languages };
}

/** Reports whether a query has words that can be ranked. */
export function hasWords({ ranked, required }: Query): boolean {
  return ranked.length > 0 || listWords(required).length > 0;
}
