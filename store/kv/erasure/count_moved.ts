import { listAuthorTickets } from "../index/mod.ts";
import type { KeyValueStore } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import type { StoredTicketEvent } from "../ticket_changes/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import { wasOwn } from "./moved_ticket.ts";

/** Counts the tickets that were a customer's, and became another customer's. */
export async function countMoved(kv: KeyValueStore, email: string): Promise<number> {
  let count = 0;
  for (const number of await listAuthorTickets(kv, email)) {
    const { value: record } = await kv.get<TicketRecord>(keys.ticket(number));
    if (record === null || record.customer === email) continue;
    const events = await Array.fromAsync(kv.list<StoredTicketEvent>({ prefix: prefixes.ticketEvents(number) }));
    if (wasOwn({ events }, (customer) => customer === email)) count++;
  }
  return count;
}
