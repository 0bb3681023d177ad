import { defineTool } from "../define_tool.ts";

/** Counts the tickets by status and priority. */
export const ticketStats = defineTool({
  name: "ticket_stats",
  title: "Ticket statistics",
  description:
    "Count the support desk's tickets by status, by priority (without closed tickets), without an assignee, overdue, due " +
    "today, and waiting for an answer, and count its customers. Use it for an overview. For what happened over time, use " +
    "ticket_report; to see the tickets themselves, search_tickets. Returns the counts.",
  inputSchema: ({ z }) => z.object({}),
  outputSchema: ({ z }) => {
    const count = z.number().int();
    const priorities = z.object({ low: count, medium: count, high: count, urgent: count });
    return z.object({
      total: count,
      by_status: z.object({ open: count, pending: count, on_hold: count, closed: count }),
      by_priority: priorities.describe("The tickets that are not closed"),
      unassigned: count.describe(
        "The tickets with status open and without an assignee: is:unassigned status:open. Like the next four counts, without snoozed ones",
      ),
      unassigned_by_priority: priorities,
      overdue: count,
      due_today: count.describe("Due later today"),
      waiting: count.describe("The customer wrote last, and the ticket is open or on hold"),
      snoozed: count.describe("Out of the queues until a time"),
      snoozed_open: count.describe("The snoozed tickets that are open"),
      customers: count,
    });
  },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  async handle(_input, { tickets }) {
    return { ...await tickets.getStats() };
  },
  formatText({ total, by_status, by_priority, unassigned, customers, ...rest }) {
    const { unassigned_by_priority, overdue, due_today, waiting, snoozed } = rest;
    return [
      `${total} ${total === 1 ? "ticket" : "tickets"}: ${formatCounts(by_status)}.`,
      `Not closed, by priority: ${formatCounts(by_priority)}.`,
      `Status open and unassigned: ${unassigned} (${formatCounts(unassigned_by_priority)}).`,
      `Overdue: ${overdue}. Due later today: ${due_today}. Waiting for an answer: ${waiting}. Snoozed: ${snoozed}.`,
      `Customers: ${customers}.`,
    ].join("\n");
  },
});

function formatCounts(counts: Record<string, number>): string {
  return Object.entries(counts).map(([name, count]) => `${count} ${name.replace("_", " ")}`).join(", ");
}
