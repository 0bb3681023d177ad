/**
 * The tickets that a query matches.
 *
 * @module
 */

export { ExactCheck, needsCheck } from "./exact_check.ts";
export { type ItemPostings, readItems, readTickets } from "./item_postings.ts";
export { Matcher, type Matches } from "./match_expressions.ts";
export { readLanguages, type WordItem, WordResolver } from "./resolve_words.ts";
export { TicketSet } from "./ticket_set.ts";
