import * as z from "zod";
import { defineTool } from "../definition.ts";

const count = z.number().int();

/** How many tickets there are of each kind. */
export const ticketStats = defineTool({
  name: "ticket_stats",
  title: "Ticket statistics",
  description:
    "Count the support desk's tickets: by status, by priority (of those not closed), open ones without an owner, and customers. " +
    "Use it for an overview instead of paging through search_tickets.",
  inputSchema: z.object({}),
  outputSchema: z.object({
    total: count,
    by_status: z.object({ open: count, pending: count, on_hold: count, closed: count }),
    by_priority: z.object({ low: count, medium: count, high: count, urgent: count })
      .describe("Of the tickets that are not closed"),
    unassigned: count.describe("Open tickets without an owner"),
    customers: count,
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  handle: (_input, { tickets }) => tickets.getStats(),
  text({ total, by_status, by_priority, unassigned, customers }) {
    return [
      `${total} tickets: ${formatCounts(by_status)}.`,
      `Not closed, by priority: ${formatCounts(by_priority)}.`,
      `Open without an owner: ${unassigned}. Customers: ${customers}.`,
    ].join("\n");
  },
});

function formatCounts(counts: Record<string, number>): string {
  return Object.entries(counts).map(([name, count]) => `${count} ${name.replace("_", " ")}`).join(", ");
}
