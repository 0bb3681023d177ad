import * as z from "zod";
import { LIMITS } from "../../../store/mod.ts";
import { parseAssignee } from "../assignee.ts";
import { defineTool } from "../definition.ts";
import { email, idempotency_key, priority, tags, ticketRow } from "../schemas.ts";
import { formatTicketRow, toTicketRow } from "../texts/mod.ts";

/** Creates a ticket for a customer. */
export const createTicket = defineTool({
  name: "create_ticket",
  title: "Create ticket",
  description:
    "Open a new support ticket for an existing customer. Use it when a customer reports a new problem. Search first " +
    "with search_tickets: if the problem already has a ticket, use add_comment instead. For a customer without an " +
    "account, use create_customer first (on the customers server). Returns the new ticket.",
  inputSchema: z.object({
    subject: z.string().min(1).max(LIMITS.subject).describe("The problem in one line, in the customer's words"),
    customer: email,
    description: z.string().max(LIMITS.description).default("")
      .describe("The full description of the problem, in the customer's words"),
    priority: priority.default("medium"),
    assignee: z.string().min(1).max(LIMITS.name).exactOptional()
      .describe("The name of the assignee (default: unassigned)"),
    tags: tags.default([]),
    idempotency_key,
  }),
  outputSchema: z.object({ ticket: ticketRow }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async handle({ idempotency_key, assignee, ...fields }, { tickets, createChangeContext }) {
    const conditions = idempotency_key === undefined ? {} : { idempotency_key };
    const ticket = { ...fields, ...assignee !== undefined && { assignee: parseAssignee(assignee) } };
    return { ticket: toTicketRow(await tickets.create(ticket, createChangeContext(conditions))) };
  },
  formatText: ({ ticket }) => `Created ${formatTicketRow(ticket)}`,
});
