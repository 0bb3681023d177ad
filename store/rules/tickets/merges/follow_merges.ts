/** The members of a ticket that decide on its merge. */
interface Mergeable {
  id: string;
  merged_into: string | null;
}

/**
 * Follows merges to the ticket that is not merged into another. Imported tickets may form a cycle or name an unknown ticket: then
 * the one that is returned is merged too.
 *
 * @param find Reads a ticket by its id.
 */
export async function followMerges<Ticket extends Mergeable>(
  first: Ticket,
  find: (id: string) => Promise<Ticket | null>,
): Promise<Ticket> {
  const visited = new Set<string>();
  let ticket = first;
  while (ticket.merged_into !== null && !visited.has(ticket.id)) {
    visited.add(ticket.id);
    const next = await find(ticket.merged_into);
    if (next === null) break;
    ticket = next;
  }
  return ticket;
}
