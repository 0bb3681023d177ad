import * as z from "zod";
import { LIMITS, type TicketUpdate } from "../../../store/mod.ts";
import { defineTool } from "../definition.ts";
import { priority, tags, ticketId, ticketRow, writeConditions } from "../schemas.ts";
import { formatTicketRow, toTicketRow } from "../texts/ticket.ts";

/** What the query syntax calls a ticket without an owner, too. */
const UNASSIGNED = "none";

/** Changes a ticket's fields, except closing it. */
export const updateTicket = defineTool({
  name: "update_ticket",
  title: "Update ticket",
  description:
    "Change a support ticket's subject, status, priority, owner or tags; what is left out stays. To close it use " +
    "close_ticket_tool, to reopen it reopen_ticket, to say something add_comment.",
  inputSchema: z.object({
    ticket_id: ticketId,
    subject: z.string().min(1).max(LIMITS.subject).exactOptional(),
    status: z.enum(["open", "pending", "on_hold"]).exactOptional()
      .describe("pending waits for the customer, on_hold for a third party"),
    priority: priority.exactOptional(),
    assignee: z.string().min(1).max(LIMITS.name).exactOptional().describe('The owner\'s name; "none" for nobody'),
    add_tags: tags.exactOptional(),
    remove_tags: tags.exactOptional(),
    ...writeConditions,
  }),
  outputSchema: z.object({ ticket: ticketRow }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  async handle({ ticket_id, assignee, expected_revision, idempotency_key, ...fields }, { tickets, change }) {
    const conditions = {
      ...expected_revision !== undefined && { expected_revision },
      ...idempotency_key !== undefined && { idempotency_key },
    };
    const update: TicketUpdate = {
      ...fields,
      ...assignee !== undefined && { assignee: assignee.toLowerCase() === UNASSIGNED ? null : assignee },
    };
    return { ticket: toTicketRow(await tickets.update(ticket_id, update, change(conditions))) };
  },
  text: ({ ticket }) => `Revision ${ticket.revision}: ${formatTicketRow(ticket)}`,
});
