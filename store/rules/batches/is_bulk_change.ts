import type { FrozenChange } from "../../approval.ts";
import type { BulkChange } from "../../batch.ts";

/** Recognizes a change of many tickets, which the batches carry out. */
export function isBulkChange(change: FrozenChange): change is BulkChange {
  return change.tool === "update_tickets" || change.tool === "undo_batch";
}
