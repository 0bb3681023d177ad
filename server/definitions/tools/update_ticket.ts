import { LIMITS, type TicketUpdate } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { parseMailbox } from "../../../base/text/mailbox.ts";
import { CUSTOM_HINT, explainFields } from "../custom_fields.ts";
import { defineTool } from "../define_tool.ts";
import { formatNewAccount, showNewAccount } from "../new_account.ts";
import { resolveAssignee } from "../team.ts";
import { formatLinkRows, formatTicketRow, toLinkRows, toTicketRow } from "../texts/mod.ts";

/** Statuses of other help desks that mean closed. */
const CLOSING_WORDS = ["closed", "close", "resolved", "resolve", "solved", "done", "completed", "fixed"];

/** Changes a ticket's fields, but does not close it. */
export const updateTicket = defineTool({
  name: "update_ticket",
  title: "Update ticket",
  description:
    "Change a support ticket's subject, description, customer, status, priority, assignee, tags, due time or custom fields, snooze it, or link it to others. Use it to triage, " +
    "assign or reprioritize it; omitted fields keep their values. To close a ticket, use close_ticket_tool; to write a " +
    "note or a reply, add_comment. Returns the ticket with its new revision. " +
    MARKS_RULE,
  inputSchema: ({ z, ticketId, limitedText, openStatus, priority, tags, timeText, customFields, writeConditions }) =>
    z.object({
      ticket_id: ticketId,
      subject: limitedText(LIMITS.subject).exactOptional(),
      description: limitedText(LIMITS.description, 0).exactOptional(),
      customer: z.string().min(3).max(500).exactOptional()
        .describe("As in create_ticket"),
      status: openStatus.exactOptional()
        .describe("pending: waiting for the customer; on_hold: waiting for a third party"),
      priority: priority.exactOptional(),
      assignee: limitedText(LIMITS.name).exactOptional()
        .describe('The name of the assignee, "me" for yourself, or "none" to remove the assignee'),
      add_tags: tags.exactOptional(),
      remove_tags: tags.exactOptional(),
      add_links: z.array(z.string()).exactOptional()
        .describe("What the other is to this one: relates:42, caused_by:42, causes:42, parent:42 or child:42"),
      remove_links: z.array(z.string()).exactOptional(),
      snoozed_until: timeText.exactOptional()
        .describe(
          'Out of the queue until then, or until the customer writes: a time, "2h", "tomorrow 9:00", or "none"',
        ),
      due_at: timeText.exactOptional()
        .describe('A time, as in snoozed_until, or "none" for the policy'),
      custom: customFields.exactOptional().describe("As in create_ticket; null removes a value"),
      ...writeConditions,
    }),
  unknownHint: CUSTOM_HINT,
  emptyHint: 'To remove the assignee, set assignee to "none".',
  effects: [
    "subject",
    "description",
    "customer",
    "status",
    "priority",
    "assignee",
    "add_tags",
    "remove_tags",
    "add_links",
    "remove_links",
    "snoozed_until",
    "due_at",
    "custom",
  ],
  hints: {
    tags: "To change tags, use add_tags and remove_tags.",
    ...Object.fromEntries(CLOSING_WORDS.map((word) => [`status=${word}`, "To close a ticket, use close_ticket_tool."])),
    resolution: "To close a ticket with a resolution, use close_ticket_tool.",
    comment: "To write a comment, use add_comment.",
  },
  outputSchema: ({ z, ticketRow, linkRow, unchanged, newAccount }) =>
    z.object({
      ticket: ticketRow,
      links: z.array(linkRow).exactOptional().describe("After a change of links: those of the ticket"),
      unchanged,
      ...newAccount,
    }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  async handle(
    { ticket_id, assignee, customer, expected_revision, idempotency_key, ...fields },
    context,
  ) {
    const conditions = {
      ...expected_revision !== undefined && { expected_revision },
      ...idempotency_key !== undefined && { idempotency_key },
    };
    const mailbox = customer === undefined ? undefined : parseMailbox(customer);
    const update: TicketUpdate = {
      ...fields,
      ...mailbox && { customer: mailbox.address },
      ...assignee !== undefined && { assignee: await resolveAssignee(assignee, context) },
    };
    // A repeat with the same key returns the first result, whatever the ticket is now.
    const before = idempotency_key === undefined ? (await context.tickets.get(ticket_id)).revision : undefined;
    const name = mailbox?.name === undefined ? {} : { customerName: mailbox.name };
    const updated = await context.tickets.update(ticket_id, update, context.createChangeContext(conditions), name)
      .catch(explainFields(ticket_id, update.custom, context));
    const isUnchanged = updated.revision === before;
    const isLinking = update.add_links !== undefined || update.remove_links !== undefined;
    return {
      ticket: toTicketRow(updated),
      ...isLinking && { links: toLinkRows((await context.tickets.get(ticket_id)).links) },
      ...isUnchanged && { unchanged: true },
      ...showNewAccount(updated),
    };
  },
  formatText({ ticket, links, unchanged, customer_name }) {
    const outcome = unchanged ? "Nothing changed: these are the current values of" : "Updated";
    const linked = links === undefined ? "" : `\nLinks: ${formatLinkRows(links)}.`;
    return `${outcome} ${formatTicketRow(ticket)}${formatNewAccount(ticket, customer_name)}${linked}`;
  },
});
