/**
 * Indices and counters that follow from tickets and customers, and the lists that they give.
 *
 * @module
 */

export { findCustomerEmails, reindexCustomer } from "./customer_index.ts";
export {
  entersQueue,
  getQueueKey,
  isClaimable,
  listEarlierQueue,
  listQueueHeads,
  PRESENT,
  type QueueEntry,
  readQueueTier,
  requeueTicket,
} from "./queue.ts";
export { countByStatus, readStats } from "./stats.ts";
export { addWords, getLeaseKey, getPosition, reindexTicket, removeWords } from "./ticket_index.ts";
export { listActiveTickets, listDuplicates, listIdsByPrefix, listOpenNumbers, MAX_DUPLICATES } from "./ticket_lists.ts";
