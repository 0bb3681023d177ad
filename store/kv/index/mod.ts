/**
 * Indices and counters that follow from tickets and customers, and the lists that they give.
 *
 * @module
 */

export { type CustomerLookup, dropFromCustomerIndex, findCustomerEmails, reindexCustomer } from "./customer_index.ts";
export { countLists, type CountsByKey, readCounters } from "./desk_counts.ts";
export { type DueEntry, getDueKey, getSnoozeKey, isClaimable, listFirstDue } from "./due_lists.ts";
export { type Counts, CountsBuilder, type CountSelection, PendingRows, readCounts } from "./counts/mod.ts";
export { isAllCounted, isQueueCounter } from "./queue_counters.ts";
export {
  getUpdatedKey,
  IndexBuilder,
  IndexMerger,
  IndexReader,
  readContributions,
  readPendingCounts,
  stageUpdate,
} from "./search/mod.ts";
export { readReport, type ReportClock, type ReportContext } from "./report_reader.ts";
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
