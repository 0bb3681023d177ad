/**
 * Tickets on the key-value store: reads and commands.
 *
 * @module
 */

export { createFinder, type FindTicket, withTicket } from "./merged_tickets.ts";
export { checkAncestors } from "./parents.ts";
export { getMergeReads, mergeTickets, toMergeCall } from "./merge.ts";
export { createKvTickets } from "./tickets.ts";
export { KvSearchSource } from "./search_source.ts";
