import { searchTickets } from "../../search/search_tickets.ts";
import type { TicketSource } from "../../search/source/mod.ts";
import type { Store } from "../commit/mod.ts";
import { beganWithMessage } from "./foreign_ticket.ts";
import { toOthersQuery } from "./others_query.ts";
import { readWholeTicket } from "./rewrite_ticket.ts";

/** The tickets of a page. */
const PAGE = 100;

/** Lists the ids of the tickets of others that began with a message of a customer; see {@linkcode beganWithMessage}. */
export async function listBegun({ kv, now }: Store, source: TicketSource, email: string): Promise<string[]> {
  const begun: string[] = [];
  let cursor: string | undefined;
  do {
    const page = { limit: PAGE, now: now(), views: {}, ...cursor !== undefined && { cursor } };
    const found = await searchTickets(source, toOthersQuery(email), page);
    for (const number of found.numbers) {
      const ticket = await readWholeTicket(kv, number);
      if (ticket !== null && beganWithMessage(ticket, email)) begun.push(ticket.record.id);
    }
    cursor = found.cursor ?? undefined;
  } while (cursor !== undefined);
  return begun.sort((one, other) => Number(one) - Number(other));
}
