/**
 * Indices and counters that follow from tickets and customers, and the lists that they give.
 *
 * @module
 */

export { type CustomerLookup, dropFromCustomerIndex, findCustomerEmails, reindexCustomer } from "./customer_index.ts";
export { countLists, type CountsByKey, readCounters } from "./desk_counts.ts";
export { type DueEntry, getDueKey, getSnoozeKey, isClaimable, listFirstDue } from "./due_lists.ts";
export { IndexBuilder } from "./index_builder.ts";
export { IndexMerger } from "./index_merger.ts";
export { IndexReader } from "./index_reader.ts";
export { readContributions } from "./read_contributions.ts";
export { type Counts, CountsBuilder, type CountSelection, PendingRows, readCounts } from "./counts/mod.ts";
export { readPendingCounts } from "./pending_changes.ts";
export { isAllCounted, isQueueCounter } from "./queue_counters.ts";
export { readReport, type ReportClock, type ReportContext } from "./report_reader.ts";
export { getUpdatedKey, stageUpdate } from "./updated_list.ts";
export { countByStatus, readStats } from "./stats.ts";
export { getLeaseKey, getPosition, listOwnCounters, reindexTicket } from "./ticket_index.ts";
export {
  listActiveTickets,
  listAuthorTickets,
  listCustomerTickets,
  listDuplicates,
  listIdsByPrefix,
  listOpenNumbers,
  MAX_DUPLICATES,
} from "./ticket_lists.ts";
export { listWritten, readComments, type WrittenComments } from "./written_comments.ts";
