import * as z from "zod";
import type { Ticket } from "../../../store/mod.ts";
import type { ApprovalRequest } from "../../elicitation/client_requests.ts";
import { defineInteractiveTool } from "../definition.ts";
import { ticketId, ticketRow, writeConditions } from "../schemas.ts";
import { formatTicketRow, toTicketRow } from "../texts/ticket.ts";
import { assertApproved } from "../../elicitation/assert_approved.ts";

/** Closes a ticket as a duplicate of another, once a person said yes. */
export const mergeTickets = defineInteractiveTool({
  name: "merge_tickets",
  title: "Merge tickets",
  description:
    "Close a support ticket as a duplicate of another one, which gets a note about it. A person is asked first, with both " +
    "tickets shown; without a yes nothing happens.",
  inputSchema: z.object({
    ticket_id: ticketId.describe("The duplicate, which is closed"),
    into_ticket_id: ticketId.describe("The ticket that stays"),
    ...writeConditions,
  }),
  outputSchema: z.object({ ticket: ticketRow, into_ticket_id: z.string() }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  async handle({ ticket_id, into_ticket_id, ...conditions }, { tickets, client: ask, change }) {
    const [ticket, into] = await Promise.all([tickets.get(ticket_id), tickets.get(into_ticket_id)]);
    // A repeat of a merge that is done asks nobody again: the desk gives the first answer.
    if (ticket.merged_into !== into.id) {
      const outcome = await ask.requestApproval(createMergeApproval(ticket, into));
      await assertApproved(outcome, "merge_tickets", () => tickets.recordRefusal(ticket.id, change({})));
    }
    const merged = await tickets.merge(ticket.id, into.id, {
      ...change({ expected_revision: ticket.revision, ...conditions }),
      expectedIntoRevision: into.revision,
    });
    return { ticket: toTicketRow(merged), into_ticket_id: into.id };
  },
  text: ({ ticket, into_ticket_id }) => `Merged into #${into_ticket_id}: ${formatTicketRow(ticket)}`,
});

function createMergeApproval(ticket: Ticket, into: Ticket): ApprovalRequest {
  return {
    key: `merge ${ticket.id}@${ticket.revision} into ${into.id}@${into.revision}`,
    message: `Close ticket ${describeTicket(ticket)} as a duplicate of ticket ${describeTicket(into)}?`,
    acceptLabel: `Yes, merge #${ticket.id} into #${into.id}`,
  };
}

function describeTicket({ id, subject, customer, status, revision }: Ticket): string {
  return `#${id} "${subject}" (${customer}, ${status}, revision ${revision})`;
}
