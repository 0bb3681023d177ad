/**
 * Tickets on the key-value store: reads and commands.
 *
 * @module
 */

export { checkAncestors, createFinder, type FindTicket, withTicket } from "./links/mod.ts";
export { getMergeReads, mergeTickets, toMergeCall } from "./merge.ts";
export { createKvTickets } from "./tickets.ts";
export { KvSearchSource } from "./search_source.ts";
