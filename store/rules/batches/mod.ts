/** Changes of many tickets at once. */

export { findLastBatch, formatBatchId, parseBatchId, toBatchNotFound } from "./batch_id.ts";
export { describeBulkChange, parseBulkUpdate, toReason, updateInBatch } from "./bulk_update.ts";
export { formatIdRanges } from "./id_ranges.ts";
export { formatLeftReason } from "./left_reason.ts";
export { isBulkChange } from "./is_bulk_change.ts";
export { revertChange } from "./revert.ts";
