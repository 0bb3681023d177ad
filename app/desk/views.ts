/** The saved searches of the queue. */

import type { Stats } from "./model.ts";

/** The orders of a list. */
export const SORTS = ["due", "priority", "newest", "oldest", "updated"] as const;
export type Sort = (typeof SORTS)[number];

export interface View {
  /** Part of the page's address. */
  name: string;
  query: string;
  sort?: Sort;
  /** Reads the number of its tickets, if the desk counts them. */
  count?(stats: Stats): number | undefined;
  /** True for a view of the desk's settings, whose name people wrote. */
  isCustom?: boolean;
}

/** Tickets for a first page. The server sends fewer if they are long. */
const PAGE = 50;

/** The input of `list_ticket_rows`. */
export interface SearchInput {
  query: string;
  limit: number;
  sort?: Sort;
}

/**
 * Describes the tickets of a view as the input of `list_ticket_rows`.
 *
 * @param filter Further words: the best matches come first, unless the person chose an order.
 */
export function toSearch({ query, sort }: View, filter = "", chosen: Sort | null = null, limit = PAGE): SearchInput {
  const words = filter.trim();
  const order = chosen ?? (words === "" ? sort : undefined);
  return { query: [query, words].filter(Boolean).join(" "), limit, ...order !== undefined && { sort: order } };
}

/** The views of every desk. The words for their names are in the catalogue. */
export const BUILT_IN_VIEWS: readonly View[] = [
  { name: "open", query: "status:open -is:snoozed", sort: "due", count: countOpen },
  { name: "mine", query: "view:mine", sort: "due" },
  { name: "unassigned", query: "view:unassigned", sort: "due", count: ({ unassigned }) => unassigned },
  { name: "overdue", query: "view:overdue", sort: "due", count: ({ overdue }) => overdue },
  { name: "waiting", query: "view:waiting", sort: "due", count: ({ waiting }) => waiting },
  { name: "escalated", query: "is:escalated -status:closed", sort: "due" },
  { name: "pending", query: "status:pending", sort: "updated", count: ({ by_status }) => by_status.pending },
  { name: "on_hold", query: "status:on_hold", sort: "updated", count: ({ by_status }) => by_status.on_hold },
  { name: "snoozed", query: "is:snoozed", sort: "due", count: ({ snoozed }) => snoozed },
  { name: "closed", query: "status:closed", sort: "updated", count: ({ by_status }) => by_status.closed },
  { name: "all", query: "", sort: "newest", count: ({ total }) => total },
];

/** Counts the open tickets that are in the queue. */
function countOpen({ by_status, snoozed_open = 0 }: Stats): number {
  return by_status.open - snoozed_open;
}

/** Finds a view. An unknown name leads to the first one. */
export function findView(name: string): View {
  return BUILT_IN_VIEWS.find((view) => view.name === name) ?? BUILT_IN_VIEWS[0]!;
}
