import type { Ticket, Tickets } from "../../store/mod.ts";

/** Reads the ticket, or the last one of the chain if it was merged into another. Imported tickets may form a circle. */
export async function readLastTarget(tickets: Pick<Tickets, "get">, id: string): Promise<Ticket> {
  const visited = new Set<string>();
  let ticket = await tickets.get(id);
  while (ticket.merged_into !== null && !visited.has(ticket.id)) {
    visited.add(ticket.id);
    ticket = await tickets.get(ticket.merged_into);
  }
  return ticket;
}
