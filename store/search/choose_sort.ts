import type { TicketSort } from "../settings.ts";
import { listOrders, type Query, type TimeField } from "./query/mod.ts";
import { hasWords } from "./run_search.ts";

/** The order of a query that filters by a time and asks for no order. */
const SORTS_BY_TIME: Readonly<Record<TimeField, TicketSort>> = {
  due: "due",
  updated: "updated",
  closed: "updated",
  created: "newest",
};

/**
 * Returns the order of the results: best first for words, by the time that the query filters by, or newest first.
 *
 * @param requested Wins over the order that the query, or a view in it, asks for.
 */
export function chooseSort(query: Query, requested: TicketSort | undefined): TicketSort {
  const chosen = requested ?? query.sort;
  if (chosen !== undefined && chosen !== "relevance") return chosen;
  if (hasWords(query)) return "relevance";
  const sorts = listOrders(query.required).map((field) => SORTS_BY_TIME[field]);
  return sorts.find((each) => each !== "newest") ?? "newest";
}
