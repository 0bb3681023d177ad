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

/** Follows merges. Imported tickets may form a circle, or name an unknown ticket. */
async function readTarget(view: DeskView, id: string): Promise<TicketRecord | null> {
  const visited = new Set<string>();
  let stored = await view.getTicket(id);
  while (stored !== null && stored.record.merged_into !== null && !visited.has(stored.record.id)) {
    visited.add(stored.record.id);
    const next = await view.getTicket(stored.record.merged_into);
    if (next === null) break;
    stored = next;
  }
  return stored?.record ?? null;
}
