/** Ticket search. */

import type { PageRequest, TicketMatch } from "../desk.ts";
import type { TicketRecord } from "../ticket.ts";
import { findMatches } from "./matches/mod.ts";
import { parseQuery } from "./query/mod.ts";
import { type FoundNumbers, runSearch } from "./run_search.ts";
import type { ReadBudget, TicketSource } from "./source/mod.ts";

/** A page of results. */
export interface FoundTickets extends Pick<FoundNumbers, "numbers" | "cursor" | "corrections"> {
  /** Finds where tickets match the words of the query, as lists show it; see {@linkcode findMatches}. */
  findMatches(records: readonly TicketRecord[]): Promise<(TicketMatch | null)[]>;
}

/**
 * Finds the numbers of the tickets that match a query; see {@linkcode runSearch}.
 *
 * @param text See {@linkcode parseQuery}.
 * @param budget The reads allowed for this page.
 * @throws {DeskError} `invalid` for an invalid query, limit or cursor.
 */
export async function searchTickets(
  source: TicketSource,
  text: string,
  page: PageRequest = {},
  budget?: ReadBudget,
): Promise<FoundTickets> {
  const request = { text, name: text, parse: (text: string) => parseQuery(text) };
  const { items, tickets, ...found } = await runSearch(source, request, page, budget);
  return { ...found, findMatches: (records) => findMatches(source, { items, tickets }, records) };
}
