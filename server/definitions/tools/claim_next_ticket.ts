import { DeskError, LIMITS } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { noteWithoutTickets } from "../notices/mod.ts";
import { ME, resolveAssignee } from "../team.ts";
import { formatTicketRow, toTicketRow } from "../texts/mod.ts";

/** Assigns the next ticket to work on, for a limited time. */
export const claimNextTicket = defineTool({
  name: "claim_next_ticket",
  title: "Claim next ticket",
  description:
    "Take the next support ticket to work on: of the open tickets without an assignee, the one that is due first. " +
    "Use it to start work without choosing a ticket; to assign a particular one, use update_ticket. A claim that " +
    "ends leaves the ticket unassigned again. Returns the ticket, or null if none is waiting. " + MARKS_RULE,
  inputSchema: ({ z, limitedText, idempotency_key }) =>
    z.object({
      assignee: limitedText(LIMITS.name).exactOptional()
        .describe("The name of the new assignee (default: the person that you act for, or the host's name)"),
      minutes: z.number().int().min(1).max(1440).default(30).describe("How long the claim lasts, in minutes"),
      idempotency_key,
    }),
  outputSchema: ({ z, ticketRow }) => z.object({ ticket: ticketRow.nullable(), claimed_until: z.string().nullable() }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async handle({ assignee, minutes, idempotency_key }, call) {
    const context = call.createChangeContext(idempotency_key === undefined ? {} : { idempotency_key });
    const name = await resolveAssignee(assignee ?? ME, call);
    if (name === null) {
      throw new DeskError("invalid", "assignee is none, but a claim needs a person. Omit it to claim for yourself.");
    }
    const ticket = await call.tickets.claimNext({ assignee: name, minutes }, context);
    if (ticket !== null) return { ticket: toTicketRow(ticket), claimed_until: ticket.claimed_until };
    await noteWithoutTickets(call);
    return { ticket: null, claimed_until: null };
  },
  formatText({ ticket, claimed_until }) {
    return ticket === null
      ? "No open ticket is waiting for an assignee."
      : `Claimed until ${claimed_until}: ${formatTicketRow(ticket)}`;
  },
});
