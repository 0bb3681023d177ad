/** Ticket search. */

import type { SearchRequest, TicketMatch } from "../tickets.ts";
import type { TicketRecord } from "../ticket.ts";
import { chooseSort } from "./choose_sort.ts";
import { findListed } from "./find_listed.ts";
import { findRanked, readScoredItems } from "./find_ranked.ts";
import { findMatches } from "./matches/mod.ts";
import { parseQuery, type QueryContext, requireWords } from "./query/mod.ts";
import { findPage, type FoundNumbers } from "./run_search.ts";
import type { ReadBudget, TicketSource } from "./source/mod.ts";

/** A page of results. */
export interface FoundTickets extends Pick<FoundNumbers, "numbers" | "cursor" | "corrections"> {
  /** Finds where tickets match the words of the query, as lists show it; see {@linkcode findMatches}. */
  findMatches(records: readonly TicketRecord[]): Promise<(TicketMatch | null)[]>;
}

/** The request of a search, and the state of the desk that its query refers to. */
export interface SearchOptions extends SearchRequest, Omit<QueryContext, "getCallerName"> {}

/**
 * Finds the numbers of the tickets that match a query, in the order that the request, the query or a view in it asks for.
 * Without one: best first, or without words newest first.
 *
 * The work for one page is limited. If matches are far apart, a page can hold fewer than `limit` tickets, or none, and
 * still have a cursor. Only a null cursor means that there are no more. Reading all pages returns each ticket exactly once
 * that keeps matching and keeps its place in the order.
 *
 * @param text See {@linkcode parseQuery}.
 * @param budget The reads allowed for this page.
 * @throws {DeskError} `invalid` for an invalid query, limit or cursor.
 */
export async function searchTickets(
  source: TicketSource,
  text: string,
  { now, timeZone, views, fields, getCallerName, sort: requested, ...page }: SearchOptions,
  budget?: ReadBudget,
): Promise<FoundTickets> {
  let caller = "";
  const noteCaller = getCallerName === undefined ? undefined : () => caller = getCallerName();
  const parsed = parseQuery(text, { now, timeZone, views, fields, getCallerName: noteCaller });
  const sort = chooseSort(parsed, requested);
  const owner = { name: caller === "" ? text : `${text} me:${caller}`, sort };
  const { items, tickets, languages, ...found } = await findPage(
    source,
    parsed,
    owner,
    page,
    async (search, query, bounds) => {
      if (sort === "relevance") return await findRanked(search, query, bounds);
      const page = await findListed({ ...search, source }, sort, requireWords(query), bounds);
      return { ...page, items: await readScoredItems(search, query) };
    },
    budget,
  );
  return { ...found, findMatches: (records) => findMatches(source, { items, tickets, languages }, records) };
}
