/** The saved searches of the queue. */

import type { Stats } from "./model.ts";

export interface View {
  /** Part of the page's address. */
  name: string;
  query: string;
  /** Reads the number of its tickets, if the desk counts them. */
  count?(stats: Stats): number | undefined;
  /** True for a view of the desk's settings, whose name people wrote. */
  isCustom?: boolean;
}

const ACTIVE = "status:open,pending,on_hold";

/** The views of every desk. The words for their names are in the catalogue. */
export const BUILT_IN_VIEWS: readonly View[] = [
  { name: "open", query: "status:open", count: ({ by_status }) => by_status.open },
  { name: "mine", query: `assignee:me ${ACTIVE}` },
  { name: "unassigned", query: "assignee:none status:open", count: ({ unassigned }) => unassigned },
  { name: "escalated", query: `is:escalated ${ACTIVE}` },
  { name: "pending", query: "status:pending", count: ({ by_status }) => by_status.pending },
  { name: "on_hold", query: "status:on_hold", count: ({ by_status }) => by_status.on_hold },
  { name: "closed", query: "status:closed", count: ({ by_status }) => by_status.closed },
  { name: "all", query: "", count: ({ total }) => total },
];

/** Finds a view. An unknown name leads to the first one. */
export function findView(name: string): View {
  return BUILT_IN_VIEWS.find((view) => view.name === name) ?? BUILT_IN_VIEWS[0]!;
}
