import * as z from "zod";
import { LIMITS } from "../../../store/mod.ts";
import { defineTool } from "../definition.ts";
import { ticketId, ticketRow, writeConditions } from "../schemas.ts";
import { formatTicketRow, toTicketRow } from "../texts/ticket.ts";

/** Opens a closed ticket again. */
export const reopenTicket = defineTool({
  name: "reopen_ticket",
  title: "Reopen ticket",
  description:
    "Open a closed support ticket again, because the problem is back or wasn't solved. The reason is kept as a note.",
  inputSchema: z.object({
    ticket_id: ticketId,
    reason: z.string().min(1).max(LIMITS.reason).describe("Why it is open again"),
    ...writeConditions,
  }),
  outputSchema: z.object({ ticket: ticketRow }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async handle({ ticket_id, reason, ...conditions }, { tickets, change }) {
    return { ticket: toTicketRow(await tickets.reopen(ticket_id, reason, change(conditions))) };
  },
  text: ({ ticket }) => `Reopened ${formatTicketRow(ticket)}`,
});
