/** The tickets with a link, found as tickets show their links. */

import { terms } from "../analysis/mod.ts";
import type { LinkedExpression } from "../query/mod.ts";
import type { IndexView, SearchSource } from "../source/mod.ts";
import { readTickets } from "./item_postings.ts";
import { TicketSet } from "./ticket_set.ts";

/**
 * Finds the tickets with a link to one of these tickets. A merged ticket keeps its links, and its target shows them too. A
 * link to a merged ticket is one to its target.
 *
 * @param size One more than the highest number of a ticket.
 */
export async function findLinked(
  source: SearchSource,
  view: IndexView,
  { relation, numbers }: LinkedExpression,
  size: number,
): Promise<TicketSet> {
  const found = new TicketSet(size);
  for (const number of numbers) {
    const [target, ...duplicates] = await source.listMerged(number);
    const linked = await readTickets(
      view,
      [target, ...duplicates].map((other) => toTerm(relation, String(other))),
      size,
    );
    for (const other of await source.listMergeTargets(await listDuplicates(view, linked))) linked.add(other);
    linked.remove(target);
    const isMerge = duplicates.length > 0;
    found.unite(await selectShown(source, linked, { relation, target, isMerge }));
  }
  return found;
}

/**
 * Selects the tickets that show the link. Over a merge, a ticket may show another parent or the reverse link instead.
 *
 * @param link `isMerge` is true if tickets were merged into the target.
 */
async function selectShown(
  source: SearchSource,
  tickets: TicketSet,
  { relation, target, isMerge }: Pick<LinkedExpression, "relation"> & { target: number; isMerge: boolean },
): Promise<TicketSet> {
  const shows = async (number: number) => {
    if (!isMerge && (await source.listMerged(number)).length === 1) return true;
    const links = await source.listLinks(number);
    return links.some((link) => link.number === target && (relation === null || link.relation === relation));
  };
  const numbers = [...tickets.listDown()];
  const areShown = await Promise.all(numbers.map(shows));
  const shown = new TicketSet(tickets.size);
  for (const [index, number] of numbers.entries()) if (areShown[index]) shown.add(number);
  return shown;
}

function toTerm(relation: LinkedExpression["relation"], id: string): string {
  switch (relation) {
    case "parent":
      return terms.parent(id);
    case "caused_by":
      return terms.cause(id);
    case null:
      return terms.linked(id);
  }
}

/** Lists the tickets of a set that were merged into others. */
async function listDuplicates(view: IndexView, set: TicketSet): Promise<number[]> {
  if (set.isEmpty()) return [];
  const merged = await readTickets(view, [terms.merged], set.size);
  return [...merged.intersect(set).listDown()];
}
