import * as z from "zod";
import { LIMITS } from "../../../store/mod.ts";
import { defineTool } from "../definition.ts";
import { email, idempotency_key, priority, tags, ticketRow } from "../schemas.ts";
import { formatTicketRow, toTicketRow } from "../texts/ticket.ts";

/** Opens a ticket for a customer. */
export const createTicket = defineTool({
  name: "create_ticket",
  title: "Create ticket",
  description:
    "Open a new support ticket for an existing customer. Search first: the customer may have one about the same already. " +
    "For a customer whom the desk doesn't know, create the account first (create_customer, on the customers server).",
  inputSchema: z.object({
    subject: z.string().min(1).max(LIMITS.subject).describe("The problem in one line, in the customer's words"),
    customer: email,
    description: z.string().max(LIMITS.description).default("").describe("The whole story, in the customer's words"),
    priority: priority.default("medium"),
    assignee: z.string().min(1).max(LIMITS.name).exactOptional().describe("Who owns it; nobody when left out"),
    tags: tags.default([]),
    idempotency_key,
  }),
  outputSchema: z.object({ ticket: ticketRow }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async handle({ idempotency_key, ...ticket }, { tickets, change }) {
    const conditions = idempotency_key === undefined ? {} : { idempotency_key };
    return { ticket: toTicketRow(await tickets.create(ticket, change(conditions))) };
  },
  text: ({ ticket }) => `Created ${formatTicketRow(ticket)}`,
});
