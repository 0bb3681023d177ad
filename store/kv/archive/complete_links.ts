/** Completing the links of imported tickets, which may be in one ticket of the two. */

import type { RemovedLink } from "../../archive.ts";
import { DeskError } from "../../errors.ts";
import type { Actor } from "../../event.ts";
import { isErasedAddress } from "../../rules/customers/mod.ts";
import { changeLinks, isSameLink, reverseLink, setLinks } from "../../rules/tickets/mod.ts";
import type { TicketLink, TicketRecord } from "../../ticket.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import { getAll } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { changeTicket } from "../ticket_changes/mod.ts";
import { checkAncestors } from "../tickets/mod.ts";

/** See {@linkcode Archive.completeLinks}. */
export async function completeLinks(
  store: Store,
  ids: readonly string[],
  by: Actor,
): Promise<RemovedLink[]> {
  const removed: RemovedLink[] = [];
  const tickets = await getAll<TicketRecord>(store.kv, ids.map((id) => keys.ticket(Number(id))));
  for (const ticket of tickets) {
    if (ticket === null || isErasedAddress(ticket.customer) || await isComplete(store, ticket)) continue;
    removed.push(
      ...await store.commits.commit((transaction) => completeTicket(transaction, ticket.id, by)),
    );
  }
  return removed;
}

/** Reports whether the other tickets have all links of a ticket. Most imported tickets are complete. */
async function isComplete(
  { kv }: Store,
  { id, links = [] }: TicketRecord,
): Promise<boolean> {
  const others = await getAll<TicketRecord>(kv, links.map((link) => keys.ticket(Number(link.id))));
  return links.every((link, index) => hasLink(others[index]!, reverseLink(id, link)));
}

async function completeTicket(
  transaction: Transaction,
  id: string,
  by: Actor,
): Promise<RemovedLink[]> {
  const ticket = await transaction.get<TicketRecord>(keys.ticket(Number(id)));
  const removed = new Map<TicketLink, string>();
  for (const link of ticket?.links ?? []) {
    const problem = await completeLink(transaction, ticket!, link, by);
    if (problem !== null) removed.set(link, problem);
  }
  if (removed.size > 0) {
    const kept = ticket!.links!.filter((link) => !removed.has(link));
    await changeTicket(transaction, ticket!, (seen) => setLinks(seen, kept), { by });
  }
  return [...removed].map(([link, reason]) => ({ id, link: `${link.relation}:${link.id}`, reason }));
}

/** @returns The reason why the other ticket cannot have the link; null if it has it. */
async function completeLink(
  transaction: Transaction,
  ticket: TicketRecord,
  link: TicketLink,
  by: Actor,
): Promise<string | null> {
  const other = await transaction.get<TicketRecord>(keys.ticket(Number(link.id)));
  if (other === null) return `Ticket #${link.id} not found.`;
  if (other.id === ticket.id) return `A ticket cannot be linked to itself.`;
  const reverse = reverseLink(ticket.id, link);
  if (hasLink(other, reverse)) return null;
  try {
    if (link.relation === "parent") await checkAncestors(transaction, ticket.id, link.id);
    if (link.relation === "child") await checkAncestors(transaction, link.id, ticket.id);
    const links = changeLinks(other, { add: [reverse], remove: [] });
    await changeTicket(transaction, other, (seen) => setLinks(seen, links), { by });
    return null;
  } catch (error) {
    if (error instanceof DeskError && error.code !== "unavailable") return error.message;
    throw error;
  }
}

function hasLink(ticket: TicketRecord | null, wanted: TicketLink): boolean {
  return ticket?.links?.some((link) => isSameLink(link, wanted)) ?? false;
}
