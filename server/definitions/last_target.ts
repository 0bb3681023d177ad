import { DeskError, followMerges, type Ticket, type Tickets } from "../../store/mod.ts";

type Reader = Pick<Tickets, "get">;

/** Reads the ticket, or the last one of the chain if it was merged into another; see {@linkcode followMerges}. */
export async function readLastTarget(tickets: Reader, id: string): Promise<Ticket> {
  return await findLastTarget(tickets, await tickets.get(id));
}

/** Reads the last ticket of the chain, or the ticket itself if the one that it is merged into does not exist. */
export async function findLastTarget(tickets: Reader, first: Ticket): Promise<Ticket> {
  return await followMerges(first, (id) => findTicket(tickets, id));
}

async function findTicket(tickets: Reader, id: string): Promise<Ticket | null> {
  try {
    return await tickets.get(id);
  } catch (error) {
    if (error instanceof DeskError && error.code === "not_found") return null;
    throw error;
  }
}
