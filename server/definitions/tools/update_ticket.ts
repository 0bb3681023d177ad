import * as z from "zod";
import { limitedText } from "../limited_text.ts";
import { LIMITS, type TicketUpdate } from "../../../store/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import { resolveAssignee } from "../team.ts";
import { priority, tags, ticketId, ticketRow, unchanged, writeConditions } from "../schemas/mod.ts";
import { formatTicketRow, toTicketRow } from "../texts/mod.ts";

/** Statuses of other help desks that mean closed. */
const CLOSING_WORDS = ["closed", "close", "resolved", "resolve", "solved", "done", "completed", "fixed"];

/** The longest text that can be a time, in characters. */
const MAX_SNOOZE_LENGTH = 50;

/** Changes a ticket's fields, but does not close it. */
export const updateTicket = defineTool({
  name: "update_ticket",
  title: "Update ticket",
  description:
    "Change a support ticket's subject, status, priority, assignee or tags, or snooze it. Use it to triage, assign or " +
    "reprioritize a ticket; omitted fields keep their values. To close a ticket, use close_ticket_tool; to write a note " +
    "or a reply, add_comment. Returns the ticket with its new revision. " +
    MARKS_RULE,
  inputSchema: z.object({
    ticket_id: ticketId,
    subject: limitedText(LIMITS.subject).exactOptional(),
    status: z.enum(["open", "pending", "on_hold"]).exactOptional()
      .describe("pending: waiting for the customer; on_hold: waiting for a third party"),
    priority: priority.exactOptional(),
    assignee: limitedText(LIMITS.name).exactOptional()
      .describe('The name of the assignee, "me" for yourself, or "none" to remove the assignee'),
    add_tags: tags.exactOptional(),
    remove_tags: tags.exactOptional(),
    snoozed_until: limitedText(MAX_SNOOZE_LENGTH, 0).exactOptional()
      .describe(
        'Keep the ticket out of the queue until then, or until the customer writes: a time, "2h", "tomorrow 9:00", or "none" to end it',
      ),
    ...writeConditions,
  }),
  emptyHint: 'To remove the assignee, set assignee to "none".',
  effects: ["subject", "status", "priority", "assignee", "add_tags", "remove_tags", "snoozed_until"],
  hints: {
    tags: "To change tags, use add_tags and remove_tags.",
    ...Object.fromEntries(CLOSING_WORDS.map((word) => [`status=${word}`, "To close a ticket, use close_ticket_tool."])),
    due_at: "The due time follows from the tier, the priority and the desk's deadlines (settings).",
    resolution: "To close a ticket with a resolution, use close_ticket_tool.",
    comment: "To write a comment, use add_comment.",
  },
  outputSchema: z.object({ ticket: ticketRow, unchanged }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  async handle(
    { ticket_id, assignee, expected_revision, idempotency_key, ...fields },
    context,
  ) {
    const conditions = {
      ...expected_revision !== undefined && { expected_revision },
      ...idempotency_key !== undefined && { idempotency_key },
    };
    const update: TicketUpdate = {
      ...fields,
      ...assignee !== undefined && { assignee: await resolveAssignee(assignee, context) },
    };
    // A repeat with the same key returns the first result, whatever the ticket is now.
    const before = idempotency_key === undefined ? (await context.tickets.get(ticket_id)).revision : undefined;
    const updated = await context.tickets.update(ticket_id, update, context.createChangeContext(conditions));
    return { ticket: toTicketRow(updated), ...updated.revision === before && { unchanged: true } };
  },
  formatText: ({ ticket, unchanged }) =>
    `${unchanged ? "Nothing changed: these are the present values of" : "Updated"} ${formatTicketRow(ticket)}`,
});
