/** The functions that answer searches of tickets, loaded with the first search. */

export { explainEmptySearch } from "./explain_empty_search.ts";
export { findSimilar } from "./find_similar.ts";
export { searchTickets } from "./search_tickets.ts";
