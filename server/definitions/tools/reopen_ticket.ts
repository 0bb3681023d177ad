import { LIMITS } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { formatTicketRow, toTicketRow } from "../texts/mod.ts";

/** Reopens a closed ticket. */
export const reopenTicket = defineTool({
  name: "reopen_ticket",
  title: "Reopen ticket",
  description:
    "Reopen a closed support ticket. Use it when the problem has come back or was not solved; for a new problem, " +
    "use create_ticket. The reason becomes a note; the ticket loses its assignee and its resolution. Returns the " +
    "reopened ticket. " + MARKS_RULE,
  inputSchema: ({ z, ticketId, limitedText, writeConditions }) =>
    z.object({
      ticket_id: ticketId,
      reason: limitedText(LIMITS.reason).describe("Why the ticket is reopened"),
      ...writeConditions,
    }),
  outputSchema: ({ z, ticketRow }) => z.object({ ticket: ticketRow }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  async handle({ ticket_id, reason, ...conditions }, { tickets, createChangeContext }) {
    return { ticket: toTicketRow(await tickets.reopen(ticket_id, reason, createChangeContext(conditions))) };
  },
  formatText: ({ ticket }) => `Reopened ${formatTicketRow(ticket)}`,
});
