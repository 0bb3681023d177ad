/** Ticket search. */

import type { PageRequest, TicketMatch } from "../desk.ts";
import type { TicketRecord } from "../ticket.ts";
import { parsePageLimit } from "../rules/values/mod.ts";
import { ReadBudget } from "./source/mod.ts";
import { type Correction, correctWords } from "./correct_words.ts";
import { decodeSearchCursor, encodeSearchCursor } from "./cursor.ts";
import { openSearch } from "./open_search.ts";
import type { SearchSource } from "./source/mod.ts";
import { findNewest } from "./find_newest.ts";
import { findRanked } from "./find_ranked.ts";
import { findMatches } from "./matches/mod.ts";
import { listWords, parseQuery } from "./query/mod.ts";

/** The budget of one page, in keys. A page ends when it is spent. */
const KEYS_PER_PAGE = 10_000;

/** A page of results. */
export interface FoundTickets {
  numbers: number[];
  cursor: string | null;
  /** Misspelled words, and those that were searched instead. */
  corrections: Correction[];
  /** Finds where tickets match the words of the query, as lists show it; see {@linkcode findMatches}. */
  findMatches(records: readonly TicketRecord[]): Promise<(TicketMatch | null)[]>;
}

/**
 * Finds the numbers of the tickets that match a query: best first, or newest first if the query has no words.
 *
 * The work for one page is limited. If matches are far apart, a page can hold fewer than `limit` tickets, or none, and
 * still have a cursor. Only a null cursor means that there are no more. Reading all pages returns each ticket that
 * keeps matching exactly once.
 *
 * @param text See {@linkcode parseQuery}.
 * @param budget The reads allowed for this page.
 * @throws {DeskError} `invalid` for an invalid query, limit or cursor.
 */
export async function searchTickets(
  source: SearchSource,
  text: string,
  page: PageRequest = {},
  budget: ReadBudget = new ReadBudget(KEYS_PER_PAGE),
): Promise<FoundTickets> {
  const limit = parsePageLimit(page);
  const parsed = parseQuery(text);
  const start = page.cursor === undefined ? null : await decodeSearchCursor(text, page.cursor);
  const search = await openSearch(source);
  const { query, corrections } = await correctWords(search, parsed);
  const hasWords = query.ranked.length > 0 || listWords(query.required).length > 0;
  const find = hasWords ? findRanked : findNewest;
  const { numbers, next, items = [] } = await find(search, query, { limit, start, budget });
  return {
    numbers,
    cursor: next === null ? null : await encodeSearchCursor(text, next),
    corrections,
    findMatches: (records) => findMatches(source, { items, tickets: search.tickets }, records),
  };
}
