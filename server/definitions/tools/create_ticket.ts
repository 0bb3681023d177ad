import { LIMITS } from "../../../store/mod.ts";
import { parseMailbox } from "../../../base/text/mailbox.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { CUSTOM_HINT, explainNewFields } from "../custom_fields.ts";
import { defineTool } from "../define_tool.ts";
import { formatNewAccount, showNewAccount } from "../new_account.ts";
import { resolveAssignee } from "../team.ts";
import { formatTicketRow, toTicketRow } from "../texts/mod.ts";

/** Creates a ticket for a customer. */
export const createTicket = defineTool({
  name: "create_ticket",
  title: "Create ticket",
  description:
    "Open a new support ticket for a customer. Use it when a customer reports a new problem; search first with " +
    "search_tickets: if the problem has a ticket, use add_comment instead. A customer without an account gets one, in the " +
    "free tier. Returns the new ticket, and whether it created the account. " +
    MARKS_RULE,
  inputSchema: ({ z, limitedText, priority, tags, customFields, idempotency_key }) =>
    z.object({
      subject: limitedText(LIMITS.subject).describe("The problem in one line, in the customer's words"),
      customer: z.string().min(3).max(500)
        .describe("The customer's email address, or name and address: Jane Roe <jane@example.com>"),
      description: limitedText(LIMITS.description, 0).default("")
        .describe("The full description of the problem, in the customer's words"),
      priority: priority.default("medium"),
      assignee: limitedText(LIMITS.name).exactOptional()
        .describe('The name of the assignee, or "me" for yourself'),
      tags: tags.default([]),
      custom: customFields.exactOptional().describe("Custom fields by name: an error lists them"),
      idempotency_key,
    }),
  unknownHint: CUSTOM_HINT,
  outputSchema: ({ z, ticketRow, newAccount }) =>
    z.object({
      ticket: ticketRow,
      account_created: z.boolean().describe("True if the customer had no account"),
      ...newAccount,
    }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  async handle({ idempotency_key, assignee, customer, ...fields }, call) {
    const context = call.createChangeContext(idempotency_key === undefined ? {} : { idempotency_key });
    const { name, address } = parseMailbox(customer);
    const ticket = {
      ...fields,
      customer: address,
      ...assignee !== undefined && { assignee: await resolveAssignee(assignee, call) },
    };
    const created = await call.tickets.create(ticket, context, name === undefined ? {} : { customerName: name })
      .catch(explainNewFields(fields.custom, call));
    const account_created = created.createdAccount !== undefined;
    return { ticket: toTicketRow(created), account_created, ...showNewAccount(created) };
  },
  formatText: ({ ticket, customer_name }) =>
    `Created ${formatTicketRow(ticket)}${formatNewAccount(ticket, customer_name)}`,
});
