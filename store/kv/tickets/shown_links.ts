/** Links as tickets show them: with those of the tickets that were merged into them, and leading to the targets of merges. */

import { followMerges } from "../../rules/tickets/mod.ts";
import type { ShownLink, TicketLink, TicketRecord } from "../../ticket.ts";
import { type FindTicket, readDuplicates } from "./merged_tickets.ts";

/** A link of a ticket, or of one that was merged into it. */
export interface FoundLink {
  /** The ticket that has the link. */
  owner: TicketRecord;
  /** The link as its owner has it. */
  link: TicketLink;
  /** The ticket that it leads to: the last one of its chain of merges. */
  other: TicketRecord;
}

/**
 * Lists the links of a ticket, and then those of the tickets merged into it. Leaves out those between them, and those to
 * tickets that do not exist.
 *
 * @param tickets The ticket itself, and those merged into it.
 */
export async function listLinks(find: FindTicket, tickets: readonly TicketRecord[]): Promise<FoundLink[]> {
  const ids = new Set(tickets.map(({ id }) => id));
  const found: FoundLink[] = [];
  for (const owner of tickets) {
    for (const link of owner.links ?? []) {
      const other = await readTarget(find, link.id);
      if (other !== null && !ids.has(other.id)) found.push({ owner, link, other });
    }
  }
  return found;
}

/**
 * Selects the links that a ticket shows, each once. It shows one parent: its own one comes first. The parent of a merged
 * ticket that its target does not show has no child there.
 */
export async function selectShown(
  find: FindTicket,
  ticket: TicketRecord,
  links: readonly FoundLink[],
): Promise<FoundLink[]> {
  const shown = new Map<string, FoundLink>();
  for (const found of links) {
    const { link: { relation }, other } = found;
    const name = relation === "parent" ? relation : `${relation} ${other.id}`;
    if (!shown.has(name) && await isChild(find, ticket, found)) shown.set(name, found);
  }
  return [...shown.values()];
}

/** Only the target of a merge may have another parent than the ticket that has the link. */
async function isChild(find: FindTicket, ticket: TicketRecord, { link, other }: FoundLink): Promise<boolean> {
  if (link.relation !== "child" || link.id === other.id) return true;
  return await findParent(find, other.id) === (await readTarget(find, ticket.id))?.id;
}

/** Finds the parent that a ticket shows. */
export async function findParent(find: FindTicket, id: string): Promise<string | undefined> {
  const ticket = await find(id);
  if (ticket === null) return undefined;
  const links = await listLinks(find, [ticket.record, ...await readDuplicates(find, ticket)]);
  return links.find(({ link }) => link.relation === "parent")?.other.id;
}

/** Reads the links that a ticket shows, with the present subjects and statuses. */
export async function readLinks(find: FindTicket, tickets: readonly TicketRecord[]): Promise<ShownLink[]> {
  const [own] = tickets;
  if (own === undefined) return [];
  const shown = await selectShown(find, own, await listLinks(find, tickets));
  return shown.map(({ owner, link: { relation }, other: { id, subject, status } }) => ({
    ...{ relation, id, subject, status },
    ...owner.id !== own.id && { merged_from: owner.id },
  }));
}

/** Reads the last ticket of a chain of merges. */
export async function readTarget(find: FindTicket, id: string): Promise<TicketRecord | null> {
  const read = async (next: string) => (await find(next))?.record ?? null;
  const first = await read(id);
  return first === null ? null : await followMerges(first, read);
}
