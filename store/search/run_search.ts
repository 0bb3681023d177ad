/** The steps of every search: of tickets, and of articles. */

import type { PageRequest } from "../desk.ts";
import { parsePageLimit } from "../rules/values/mod.ts";
import { type Correction, correctWords } from "./correct_words.ts";
import { decodeSearchCursor, encodeSearchCursor } from "./cursor.ts";
import { findNewest } from "./find_newest.ts";
import { findRanked } from "./find_ranked.ts";
import { openSearch } from "./open_search.ts";
import { listWords, type Query } from "./query/mod.ts";
import type { ScoredItem } from "./rank/mod.ts";
import { ReadBudget, type SearchSource } from "./source/mod.ts";

/** The budget of one page, in keys. A page ends when it is spent. */
const KEYS_PER_PAGE = 10_000;

/** A query, and what it is for. */
export interface SearchRequest {
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
}

/**
 * Finds the numbers of the items that match a query: best first, or newest first if the query has no words.
 *
 * The work for one page is limited. If matches are far apart, a page can hold fewer than `limit` items, or none, and
 * still have a cursor. Only a null cursor means that there are no more. Reading all pages returns each item that
 * keeps matching exactly once.
 *
 * @param budget The reads allowed for this page.
 * @throws {DeskError} `invalid` for an invalid query, limit or cursor.
 */
export async function runSearch(
  source: SearchSource,
  { text, name, parse }: SearchRequest,
  page: PageRequest,
  budget: ReadBudget = new ReadBudget(KEYS_PER_PAGE),
): Promise<FoundNumbers> {
  const limit = parsePageLimit(page);
  const parsed = parse(text);
  const start = page.cursor === undefined ? null : await decodeSearchCursor(name, page.cursor);
  const search = await openSearch(source);
  const { query, corrections } = await correctWords(search, parsed);
  const hasWords = query.ranked.length > 0 || listWords(query.required).length > 0;
  const find = hasWords ? findRanked : findNewest;
  const { numbers, next, items = [] } = await find(search, query, { limit, start, budget });
  const cursor = next === null ? null : await encodeSearchCursor(name, next);
  return { numbers, cursor, corrections, items, tickets: search.tickets };
}
