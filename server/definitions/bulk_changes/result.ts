/** The result of a change of many tickets, and its preview. */

import * as z from "zod";
import { type BatchPlan, type BatchResult, formatIdRanges, type LeftTickets } from "../../../store/mod.ts";
import { ticketRow } from "../schemas/mod.ts";
import { formatTicketRow, toTicketRow } from "../texts/mod.ts";

export const bulkResult = z.object({
  batch_id: z.string().exactOptional().describe("For undo_batch. Absent in a preview, which changes nothing"),
  count: z.number().int().describe("The tickets that were changed, or would be"),
  tickets: z.array(z.object({ id: z.string(), revision: z.number().int() })),
  first: z.array(ticketRow).exactOptional().describe("The first tickets of a preview, as they are"),
  left: z.array(z.object({ reason: z.string(), ids: z.array(z.string()) })).describe("The tickets that stay the same"),
});

type BulkResult = z.output<typeof bulkResult>;

export function toPreview({ change: { tickets }, first, left }: BatchPlan): BulkResult {
  return { count: tickets.length, tickets: [...tickets], first: first.map(toTicketRow), left: copyLeft(left) };
}

/** @param planned The tickets that the plan left. */
export function toBulkResult({ batch_id, changed, left }: BatchResult, planned: readonly LeftTickets[]): BulkResult {
  return { batch_id, count: changed.length, tickets: [...changed], left: copyLeft([...planned, ...left]) };
}

function copyLeft(left: readonly LeftTickets[]): BulkResult["left"] {
  return left.map(({ reason, ids }) => ({ reason, ids: [...ids] }));
}

/**
 * Formats a result, or a preview with its first rows.
 *
 * @param verb Such as `changed`.
 */
export function formatBulkResult({ batch_id, count, tickets, first = [], left }: BulkResult, verb: string): string {
  const noun = `${count} ticket${count === 1 ? "" : "s"}`;
  const ids = count === 0 ? "" : `: ${formatIdRanges(tickets)}`;
  const head = batch_id === undefined
    ? `Preview: ${noun} would be ${verb}${ids}. Nothing was changed.`
    : `Batch ${batch_id} ${verb} ${noun}${ids}.${count === 0 ? "" : ` undo_batch can revert it.`}`;
  const rest = count > first.length && first.length > 0 ? [`… and ${count - first.length} more`] : [];
  const kept = left.map(({ reason, ids }) => `Not changed: ${formatIdRanges(ids.map((id) => ({ id })))}: ${reason}`);
  return [head, ...first.map(formatTicketRow), ...rest, ...kept].join("\n");
}
