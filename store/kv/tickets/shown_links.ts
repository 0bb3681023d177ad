import { followMerges } from "../../rules/tickets/mod.ts";
import type { ShownLink, TicketRecord } from "../../ticket.ts";
import type { DeskView } from "../cache/mod.ts";

/**
 * Reads the links of a ticket and of the tickets merged into it, with the current subjects and statuses. Another ticket that
 * was merged stands for the last one of its chain.
 */
export async function readLinks(view: DeskView, tickets: readonly TicketRecord[]): Promise<ShownLink[]> {
  const [own] = tickets;
  const ids = new Set(tickets.map(({ id }) => id));
  const found = new Map<string, ShownLink>();
  for (const { id: owner, links = [] } of tickets) {
    for (const { relation, id } of links) {
      const other = await readTarget(view, id);
      if (other === null || ids.has(other.id)) continue;
      const { id: target, subject, status } = other;
      const name = `${relation} ${target}`;
      if (found.has(name)) continue;
      found.set(name, { relation, id: target, subject, status, ...owner !== own!.id && { merged_from: owner } });
    }
  }
  return [...found.values()];
}

/** Reads the last ticket of a chain of merges. */
async function readTarget(view: DeskView, id: string): Promise<TicketRecord | null> {
  const find = async (number: string) => (await view.getTicket(number))?.record ?? null;
  const first = await find(id);
  return first === null ? null : await followMerges(first, find);
}
