import { parseTicketId } from "../../rules/tickets/mod.ts";

/** Parses the number of a ticket: `42`, `#42`, or either in full width, as East Asian texts have it. Returns null for others. */
export function parseTicketNumber(text: string): number | null {
  return parseTicketId(text.normalize("NFKC").replace(/^#/, ""));
}
