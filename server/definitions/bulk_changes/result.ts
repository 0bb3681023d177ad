/** The result of a change of many tickets, and its preview. */

import type * as z from "zod";
import {
  type BatchPlan,
  type BatchResult,
  formatIdRanges,
  formatLeftReason,
  type LeftTickets,
  type TicketSummary,
} from "../../../store/mod.ts";
import type { bulkResult, undoResult } from "../schemas/mod.ts";
import { markCustomerLine, markTeamLine } from "../../marks/mod.ts";
import { formatTicketRow, toTicketRow } from "../texts/mod.ts";
import { describeRestored } from "./restored.ts";

type BulkResult = z.output<typeof bulkResult>;
type UndoResult = z.output<typeof undoResult>;

/** Custom fields can have words of customers. */
const QUOTES = { team: markTeamLine, customer: markCustomerLine };

export function toPreview({ change: { tickets }, first, restored, left, kept }: BatchPlan): UndoResult {
  return {
    ...{ count: tickets.length, tickets: [...tickets], first: first.map(toTicketRow), left: copyLeft(left) },
    ...restored && { restored: restored.map(toRestored) },
    ...kept && { kept: copyLeft(kept) },
  };
}

/** The values that an undo may give back. */
function toRestored(ticket: TicketSummary): NonNullable<UndoResult["restored"]>[number] {
  const { id, status, priority, assignee, tags, snoozed_until, custom } = toTicketRow(ticket);
  return {
    ...{ id, status, priority, assignee, tags },
    ...snoozed_until !== undefined && { snoozed_until },
    ...custom !== undefined && { custom },
  };
}

export function toBulkResult({ batch_id, changed, left, kept }: BatchResult): UndoResult {
  return {
    ...{ batch_id, count: changed.length, tickets: [...changed], left: copyLeft(left) },
    ...kept && { kept: copyLeft(kept) },
  };
}

function copyLeft(left: readonly LeftTickets[]): BulkResult["left"] {
  return left.map(({ reason, code, ids }) => ({ reason, ...code && { code }, ids: [...ids] }));
}

/**
 * Formats a result, or a preview with its first rows.
 *
 * @param verb Such as `changed`.
 */
export function formatBulkResult(result: UndoResult, verb: string): string {
  const { batch_id, count, tickets, first = [], left, kept = [], restored = [] } = result;
  const noun = `${count} ticket${count === 1 ? "" : "s"}`;
  const ids = count === 0 ? "" : `: ${formatIdRanges(tickets)}`;
  const head = batch_id === undefined
    ? `Preview: ${noun} would be ${verb}${ids}. Nothing was changed.`
    : `Batch ${batch_id} ${verb} ${noun}${ids}.${count === 0 ? "" : ` undo_batch can revert it.`}`;
  const rest = count > first.length && first.length > 0 ? [`… and ${count - first.length} more`] : [];
  const notes = [...formatLeft("Partly reverted", kept), ...formatLeft("Not changed", left)];
  const rows = first.flatMap((row, index) => [formatTicketRow(row), ...formatRestored(row, restored[index])]);
  return [head, ...rows, ...rest, ...notes].join("\n");
}

/** Formats a sentence for each reason: `Not changed: #42–#44: They are closed.` */
export function formatLeft(what: string, left: readonly Pick<LeftTickets, "reason" | "ids">[]): string[] {
  return left.map(({ reason, ids }) =>
    `${what}: ${formatIdRanges(ids.map((id) => ({ id })))}: ${formatLeftReason(reason, ids.length)}`
  );
}

function formatRestored(
  row: NonNullable<BulkResult["first"]>[number],
  then: NonNullable<UndoResult["restored"]>[number] | undefined,
): string[] {
  const changes = then === undefined ? [] : describeRestored(row, then, QUOTES);
  return changes.length === 0 ? [] : [`  gets back: ${changes.join(", ")}`];
}
