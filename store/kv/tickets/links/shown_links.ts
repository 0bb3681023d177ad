/** Links as tickets show them: with those of the tickets that were merged into them, and leading to the targets of merges. */

import { followMerges } from "../../../rules/tickets/mod.ts";
import { RELATIONS, type ShownLink, type TicketLink, type TicketRecord } from "../../../ticket.ts";
import { type FindTicket, readDuplicates } from "./merged_tickets.ts";

/** The parents above one another that are read to recognize a cycle: merges join two chains of the greatest depth. */
const LONGEST_CYCLE = 50;

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
 * Selects the links that a ticket shows, each once, and none that contradicts another. It shows one parent: its own one comes
 * first. The parent of a merged ticket that its target does not show has no child there.
 */
export async function selectShown(
  find: FindTicket,
  ticket: TicketRecord,
  links: readonly FoundLink[],
): Promise<FoundLink[]> {
  const listed = new Set<string>();
  const shown: FoundLink[] = [];
  for (const found of links) {
    const { link: { relation }, other } = found;
    const name = relation === "parent" ? relation : `${relation} ${other.id}`;
    if (listed.has(name) || !await isChild(find, ticket, found)) continue;
    if (relation === "parent") listed.add(name); // the next one is not shown instead
    if (relation === "parent" ? await closesCycle(find, ticket.id, found) : isReversed(ticket, found, links)) continue;
    listed.add(name);
    shown.push(found);
  }
  return shown;
}

/** Only over a merge may a ticket have another parent than the one that has the link. */
async function isChild(find: FindTicket, ticket: TicketRecord, found: FoundLink): Promise<boolean> {
  if (found.link.relation !== "child" || isDirect(ticket.id, found)) return true;
  return await findParent(find, found.other.id) === (await readTarget(find, ticket.id))?.id;
}

/** Reports whether a ticket has a link that leads over no merge. */
function isDirect(id: string, { owner, link, other }: FoundLink): boolean {
  return owner.id === id && link.id === other.id;
}

/** Reports whether the reverse of a cause or an effect is shown instead: a direct link, or else the one of the older tickets. */
function isReversed({ id }: TicketRecord, found: FoundLink, links: readonly FoundLink[]): boolean {
  const { link: { relation }, other } = found;
  if (relation !== "causes" && relation !== "caused_by") return false;
  return links.some((link) =>
    link.other.id === other.id && link.link.relation === RELATIONS[relation] && comesBefore(id, link, found)
  );
}

/** Compares links in a way that is the same from both sides. */
function comesBefore(id: string, one: FoundLink, two: FoundLink): boolean {
  const [first, second] = [one, two].map((found) => {
    const ends = [Number(found.owner.id), Number(found.link.id)];
    return [isDirect(id, found) ? 0 : 1, Math.max(...ends), Math.min(...ends)];
  });
  const differing = first!.findIndex((value, index) => value !== second![index]);
  return differing !== -1 && first![differing]! < second![differing]!;
}

/** Finds the parent that a ticket shows. */
export async function findParent(find: FindTicket, id: string): Promise<string | undefined> {
  const first = await findFirstParent(find, id);
  return first === undefined || await closesCycle(find, id, first) ? undefined : first.other.id;
}

/** Finds the parent that a ticket shows, unless that would close a cycle. */
export async function findFirstParent(find: FindTicket, id: string): Promise<FoundLink | undefined> {
  const ticket = await find(id);
  if (ticket === null) return undefined;
  const links = await listLinks(find, [ticket.record, ...await readDuplicates(find, ticket)]);
  return links.find(({ link }) => link.relation === "parent");
}

/** Reports whether a cycle of parents ends at this one: of those over merges, the one of the highest ticket is not shown. */
async function closesCycle(find: FindTicket, id: string, parent: FoundLink): Promise<boolean> {
  if (isDirect(id, parent)) return false;
  const cycle = new Map([[id, parent]]);
  for (let above = parent.other.id; above !== id;) {
    const next = cycle.has(above) || cycle.size > LONGEST_CYCLE ? undefined : await findFirstParent(find, above);
    if (next === undefined) return false;
    cycle.set(above, next);
    above = next.other.id;
  }
  const merged = [...cycle].filter(([child, found]) => !isDirect(child, found)).map(([child]) => Number(child));
  return Math.max(...merged) === Number(id);
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
