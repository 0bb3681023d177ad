import { formatBulkResult, requireBulkApproval, toBulkResult, toPreview } from "../bulk_changes/mod.ts";
import { defineInteractiveTool } from "../define_tool.ts";

/** Reverts a change of many tickets, after a person's approval. */
export const undoBatch = defineInteractiveTool({
  name: "undo_batch",
  title: "Undo batch",
  description:
    "Revert a batch, after a person's approval. Use it for a whole batch; for one ticket, use update_ticket. Tickets changed " +
    "since are left. Returns the same as update_tickets.",
  inputSchema: ({ z, key }) =>
    z.object({
      batch_id: z.string(),
      preview: z.boolean().default(false),
      idempotency_key: key.exactOptional(),
    }),
  outputSchema: ({ undoResult }) => undoResult,
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
  async handle({ batch_id, preview, idempotency_key: key }, context) {
    const { batches } = context;
    const createContext = () => context.createChangeContext({ ...key !== undefined && { idempotency_key: key } });
    const first = preview ? null : await batches.findResult("undo_batch", createContext(), { batch_id });
    if (first !== null) return toBulkResult(first);
    const plan = await batches.planUndo(batch_id);
    if (preview) return toPreview(plan);
    await requireBulkApproval(plan, { idempotencyKey: key, input: { batch_id } }, context);
    const result = await batches.carryOut(plan.change, createContext(), { batch_id }, context.reportProgress);
    return toBulkResult(result);
  },
  formatText: (result) => formatBulkResult(result, "reverted"),
});
