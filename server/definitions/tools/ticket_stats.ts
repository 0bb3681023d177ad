import * as z from "zod";
import { defineTool } from "../define_tool.ts";

const count = z.number().int();

/** Counts the tickets by status and priority. */
export const ticketStats = defineTool({
  name: "ticket_stats",
  title: "Ticket statistics",
  description:
    "Count the support desk's tickets by status, by priority (without closed tickets) and without an assignee, and count its " +
    "customers. Use it for an overview. To see the tickets themselves, use search_tickets. Returns the counts.",
  inputSchema: z.object({}),
  outputSchema: z.object({
    total: count,
    by_status: z.object({ open: count, pending: count, on_hold: count, closed: count }),
    by_priority: z.object({ low: count, medium: count, high: count, urgent: count })
      .describe("The tickets that are not closed"),
    unassigned: count.describe("The open tickets without an assignee"),
    customers: count,
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle(_input, { tickets }) {
    return { ...await tickets.getStats() };
  },
  formatText({ total, by_status, by_priority, unassigned, customers }) {
    return [
      `${total} tickets: ${formatCounts(by_status)}.`,
      `Not closed, by priority: ${formatCounts(by_priority)}.`,
      `Open and unassigned: ${unassigned}. Customers: ${customers}.`,
    ].join("\n");
  },
});

function formatCounts(counts: Record<string, number>): string {
  return Object.entries(counts).map(([name, count]) => `${count} ${name.replace("_", " ")}`).join(", ");
}
