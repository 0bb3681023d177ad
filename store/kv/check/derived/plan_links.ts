/** The links that tickets should have. */

import { DeskError } from "../../../errors.ts";
import { changeLinks, isSameLink, reverseLink } from "../../../rules/tickets/mod.ts";
import type { TicketLink, TicketRecord } from "../../../ticket.ts";

/** A link that a ticket should have, or not have. */
export interface LinkChange {
  ticket: string;
  link: TicketLink;
  change: "add" | "remove";
}

export interface LinkPlan {
  changes: LinkChange[];
  /** The links of the tickets that change, by id. */
  links: ReadonlyMap<string, readonly TicketLink[]>;
}

/**
 * Plans changes after which both tickets have every link: the other ticket gets it, unless it does not exist or cannot have
 * it. Then the link is removed. Holds all links in memory.
 */
export async function planLinks(tickets: AsyncIterable<{ record: TicketRecord }>): Promise<LinkPlan> {
  const [ids, links] = [new Set<string>(), new Map<string, TicketLink[]>()];
  for await (const { record } of tickets) {
    ids.add(record.id);
    if (record.links !== undefined && record.links.length > 0) links.set(record.id, [...record.links]);
  }
  const changes: LinkChange[] = [];
  for (const [ticket, present] of [...links].map(([ticket, present]) => [ticket, [...present]] as const)) {
    for (const [index, link] of present.entries()) {
      const isRepeated = findLink(present, link) < index;
      const reverse = reverseLink(ticket, link);
      const others = links.get(link.id) ?? [];
      if (!isRepeated && link.id !== ticket && findLink(others, reverse) !== -1) continue;
      const completed = isRepeated || !ids.has(link.id) ? null : addLink(link.id, others, reverse);
      if (completed !== null) links.set(link.id, completed);
      else links.set(ticket, removeLink(links.get(ticket)!, link, isRepeated));
      changes.push(
        completed === null ? { ticket, link, change: "remove" } : { ticket: link.id, link: reverse, change: "add" },
      );
    }
  }
  return { changes, links: new Map(changes.map(({ ticket }) => [ticket, links.get(ticket)!])) };
}

function findLink(links: readonly TicketLink[], wanted: TicketLink): number {
  return links.findIndex((link) => isSameLink(link, wanted));
}

/** Keeps the first of several equal links if it is one of them that is removed. */
function removeLink(links: readonly TicketLink[], link: TicketLink, isRepeated: boolean): TicketLink[] {
  const index = isRepeated ? links.findLastIndex((present) => isSameLink(present, link)) : findLink(links, link);
  return links.filter((_, at) => at !== index);
}

/** @returns Null if the ticket cannot have the link. */
function addLink(id: string, links: readonly TicketLink[], link: TicketLink): TicketLink[] | null {
  if (id === link.id) return null;
  try {
    return changeLinks({ id, links }, { add: [link], remove: [] });
  } catch (error) {
    if (error instanceof DeskError) return null;
    throw error;
  }
}
