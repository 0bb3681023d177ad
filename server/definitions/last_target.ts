import { DeskError, type Ticket, type Tickets } from "../../store/mod.ts";

type Reader = Pick<Tickets, "get">;

/**
 * Reads the ticket, or the last one of the chain if it was merged into another. Imported tickets may form a circle or name an
 * unknown ticket: then the one that is returned is merged too.
 */
export async function readLastTarget(tickets: Reader, id: string): Promise<Ticket> {
  return await followMerges(tickets, await tickets.get(id));
}

/** Reads the last ticket of the chain, or the ticket itself if the one that it is merged into does not exist. */
export async function followMerges(tickets: Reader, first: Ticket): Promise<Ticket> {
  const visited = new Set<string>();
  let ticket = first;
  while (ticket.merged_into !== null && !visited.has(ticket.id)) {
    visited.add(ticket.id);
    const next = await findTicket(tickets, ticket.merged_into);
    if (next === null) break;
    ticket = next;
  }
  return ticket;
}

async function findTicket(tickets: Reader, id: string): Promise<Ticket | null> {
  try {
    return await tickets.get(id);
  } catch (error) {
    if (error instanceof DeskError && error.code === "not_found") return null;
    throw error;
  }
}
