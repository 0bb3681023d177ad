import * as z from "zod";
import { getResponsibleName, LIMITS } from "../../../store/mod.ts";
import { defineTool } from "../definition.ts";
import { idempotency_key, ticketRow } from "../schemas.ts";
import { CUSTOMER_WORDS_NOTICE } from "../texts/customer_words.ts";
import { formatTicketRow, toTicketRow } from "../texts/ticket.ts";

/** Hands out the ticket that should be worked on next. */
export const claimNextTicket = defineTool({
  name: "claim_next_ticket",
  title: "Claim next ticket",
  description:
    "Take the most urgent, longest waiting open support ticket that has no owner, for a limited time. No two callers get the " +
    `same one; a claim that runs out gives the ticket back. Answers null when nothing waits. ${CUSTOMER_WORDS_NOTICE}`,
  inputSchema: z.object({
    assignee: z.string().min(1).max(LIMITS.name).exactOptional().describe(
      "Who works on it; the host's name when left out",
    ),
    minutes: z.number().int().min(1).max(1440).default(30).describe("How long the claim holds"),
    idempotency_key,
  }),
  outputSchema: z.object({ ticket: ticketRow.nullable(), claimed_until: z.string().nullable() }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async handle({ assignee, minutes, idempotency_key }, { tickets, change }) {
    const context = change(idempotency_key === undefined ? {} : { idempotency_key });
    const ticket = await tickets.claimNext({ assignee: assignee ?? getResponsibleName(context.by), minutes }, context);
    return ticket === null
      ? { ticket: null, claimed_until: null }
      : { ticket: toTicketRow(ticket), claimed_until: ticket.claimed_until };
  },
  text({ ticket, claimed_until }) {
    return ticket === null
      ? "No open ticket waits for an owner."
      : `Claimed until ${claimed_until}: ${formatTicketRow(ticket)}`;
  },
});
