import { type BulkUpdate, LIMITS, MAX_BATCH_RESOLUTION, MAX_BATCH_TICKETS } from "../../../store/mod.ts";
import { formatBulkResult, requireBulkApproval, selectTickets, toBulkResult, toPreview } from "../bulk_changes/mod.ts";
import { MARKS_RULE } from "../../marks/mod.ts";
import { checkCustom } from "../custom_fields.ts";
import { defineInteractiveTool } from "../define_tool.ts";
import { resolveAssignee } from "../team.ts";

/** Changes many tickets in the same way, after a person's approval. */
export const updateTickets = defineInteractiveTool({
  name: "update_tickets",
  title: "Update tickets",
  description:
    "Make the same change to support tickets, or close them, after a person's approval. Use it for several; for one, use " +
    "update_ticket. Returns the changed tickets, those left and why, and a batch_id for undo_batch. " +
    MARKS_RULE,
  inputSchema: ({ z, ticketId, limitedText, openStatus, priority, tags, timeText, customFields, key }) =>
    z.object({
      ticket_ids: z.array(ticketId).max(MAX_BATCH_TICKETS).exactOptional(),
      query: limitedText(1000).exactOptional().describe("Instead of ticket_ids: a query, as in search_tickets"),
      status: openStatus.exactOptional(),
      priority: priority.exactOptional(),
      assignee: limitedText(LIMITS.name).exactOptional(),
      add_tags: tags.exactOptional(),
      remove_tags: tags.exactOptional(),
      snoozed_until: timeText.exactOptional(),
      custom: customFields.exactOptional(),
      resolution: limitedText(MAX_BATCH_RESOLUTION).exactOptional().describe("Closes them"),
      preview: z.boolean().default(false),
      idempotency_key: key.exactOptional(),
    }),
  effects: ["status", "priority", "assignee", "add_tags", "remove_tags", "snoozed_until", "custom", "resolution"],
  emptyHint: 'Values are as in update_ticket: to remove the assignee, set assignee to "none".',
  hints: {
    ids: "Name the tickets in ticket_ids.",
    ticket_id: "Name the tickets in ticket_ids, or use update_ticket for one.",
    tags: "To change tags, use add_tags and remove_tags.",
    "status=closed": "To close tickets, set resolution instead of status.",
    expected_revision: "Each ticket changes only at the revision that the approval shows.",
  },
  outputSchema: ({ bulkResult }) => bulkResult,
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  async handle({ ticket_ids, query, preview, idempotency_key: key, ...values }, context) {
    const selection = { ...ticket_ids !== undefined && { ticket_ids }, ...query !== undefined && { query } };
    const input = { ...selection, ...values };
    const createContext = () => context.createChangeContext({ ...key !== undefined && { idempotency_key: key } });
    const first = preview ? null : await context.batches.findResult("update_tickets", createContext(), input);
    if (first !== null) return toBulkResult(first);
    const { assignee, ...fields } = values;
    await checkCustom(values.custom, context);
    const update: BulkUpdate = {
      ...fields,
      ...assignee !== undefined && { assignee: await resolveAssignee(assignee, context) },
    };
    const plan = await context.batches.plan(await selectTickets(selection, context), update);
    if (preview) return toPreview(plan);
    await requireBulkApproval(plan, { idempotencyKey: key, input }, context);
    const result = await context.batches.carryOut(plan.change, createContext(), input, context.reportProgress);
    return toBulkResult(result);
  },
  formatText: (result) => formatBulkResult(result, "changed"),
});
