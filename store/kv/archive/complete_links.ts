/** Completing the links of imported tickets, which may be in one ticket of the two. */

import type { ImportedLinks, RemovedLink } from "../../archive.ts";
import { DeskError } from "../../errors.ts";
import type { Actor } from "../../event.ts";
import { isErasedAddress } from "../../rules/customers/mod.ts";
import { changeLinks, isSameLink, reverseLink, setLinks } from "../../rules/tickets/mod.ts";
import type { TicketLink, TicketRecord } from "../../ticket.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import { getAll, type KeyValueStore } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import { changeTicket, type StoredTicketEvent } from "../ticket_changes/mod.ts";
import { checkAncestors, createFinder, type FindTicket, withTicket } from "../tickets/mod.ts";

/** A rule that completes links. It runs alone. */
interface Completion {
  transaction: Transaction;
  find: FindTicket;
  by: Actor;
}

/** See {@linkcode Archive.completeLinks}. */
export async function completeLinks(
  store: Store,
  imported: readonly ImportedLinks[],
  by: Actor,
): Promise<RemovedLink[]> {
  const removed: RemovedLink[] = [];
  const tickets = await getAll<TicketRecord>(store.kv, imported.map(({ id }) => keys.ticket(Number(id))));
  for (const [index, ticket] of tickets.entries()) {
    if (ticket === null || isErasedAddress(ticket.customer)) continue;
    const left = await listLeftOut(store.kv, ticket, imported[index]!.links, by);
    if (left.length === 0 && await isComplete(store, ticket)) continue;
    removed.push(
      ...await store.commits.commit(async (transaction) => {
        const completion = { transaction, find: createFinder(store.kv), by };
        for (const link of left) await addLeftOut(completion, ticket.id, link);
        return await completeTicket(completion, ticket.id);
      }, { alone: true }),
    );
  }
  return removed;
}

/** Lists the links that an earlier import has left out, because the other ticket came later. */
async function listLeftOut(
  kv: KeyValueStore,
  ticket: TicketRecord,
  links: readonly TicketLink[],
  { kind, name }: Actor,
): Promise<TicketLink[]> {
  const missing = links.filter((link) => !hasLink(ticket, link));
  const others = await getAll<TicketRecord>(kv, missing.map(({ id }) => keys.ticket(Number(id))));
  const waiting = new Set(missing.filter((_, index) => others[index] !== null));
  const found: TicketLink[] = [];
  if (waiting.size === 0) return found;
  const range = { prefix: prefixes.ticketEvents(Number(ticket.id)) };
  for await (const { value: { by, before, after } } of kv.list<StoredTicketEvent>(range, { reverse: true })) {
    for (const link of after.links === undefined ? [] : [...waiting]) {
      const [had, has] = [before, after].map(({ links = [] }) => links.some((other) => isSameLink(other, link)));
      if (had === has) continue;
      waiting.delete(link); // this is its last change
      if (had && by.kind === kind && by.name === name) found.push(link);
    }
    if (waiting.size === 0) break;
  }
  return found;
}

/** Adds a link to both tickets, if both can have it. */
async function addLeftOut(completion: Completion, id: string, link: TicketLink): Promise<void> {
  const { transaction, by } = completion;
  const ticket = await transaction.get<TicketRecord>(keys.ticket(Number(id)));
  if (ticket === null || hasLink(ticket, link)) return;
  try {
    const links = changeLinks(ticket, { add: [link], remove: [] });
    if (await completeLink(completion, ticket, link) !== null) return;
    await changeTicket(transaction, ticket, (seen) => setLinks(seen, links), { by });
  } catch (error) {
    if (!(error instanceof DeskError) || error.code === "unavailable") throw error;
  }
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
  completion: Completion,
  id: string,
): Promise<RemovedLink[]> {
  const { transaction, by } = completion;
  const ticket = await transaction.get<TicketRecord>(keys.ticket(Number(id)));
  const removed = new Map<TicketLink, string>();
  for (const link of ticket?.links ?? []) {
    const problem = await completeLink(completion, ticket!, link);
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
  { transaction, find, by }: Completion,
  ticket: TicketRecord,
  link: TicketLink,
): Promise<string | null> {
  const other = await transaction.get<TicketRecord>(keys.ticket(Number(link.id)));
  if (other === null) return `Ticket #${link.id} not found. Import it, and then this file again.`;
  if (other.id === ticket.id) return `A ticket cannot be linked to itself.`;
  const reverse = reverseLink(ticket.id, link);
  if (hasLink(other, reverse)) return null;
  try {
    const findStaged = withTicket(find, ticket);
    if (link.relation === "parent") await checkAncestors(findStaged, ticket.id, link.id);
    if (link.relation === "child") await checkAncestors(findStaged, link.id, ticket.id);
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
