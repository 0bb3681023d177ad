/** Searches for tickets, as several tools return them. */

export {
  createFoundTicket,
  createSearchNotes,
  findTickets,
  type FoundPage,
  type SearchInput,
  toShownMatch,
} from "./found_tickets.ts";
