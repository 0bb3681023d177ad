/** The places besides the queue. */

import type { Route } from "../../desk/mod.ts";
import type { Shape } from "../../parts/icons.tsx";

export interface Place {
  place: "approvals" | "customers" | "knowledge" | "reports" | "settings";
  shape: Shape;
  /** The tool without which the place is empty. */
  tool: string;
  route: Route;
}

export const PLACES: readonly Place[] = [
  { place: "approvals", shape: "check", tool: "list_approvals", route: { place: "approvals" } },
  { place: "customers", shape: "people", tool: "search_customers", route: { place: "customers", query: "" } },
  { place: "knowledge", shape: "book", tool: "search_knowledge", route: { place: "knowledge", query: "" } },
  { place: "reports", shape: "chart", tool: "ticket_stats", route: { place: "reports" } },
  { place: "settings", shape: "gear", tool: "search_tickets", route: { place: "settings" } },
];
