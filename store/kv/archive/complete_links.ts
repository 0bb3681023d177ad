/** Completing the links of imported tickets, which may be in one ticket of the two, and whose other ticket may come later. */

import type { LeftLink } from "../../archive.ts";
import { DeskError } from "../../errors.ts";
import type { Actor } from "../../event.ts";
import { isErasedAddress } from "../../rules/customers/mod.ts";
import { changeLinks, type Decision, isSameLink, reverseLink, setLinks } from "../../rules/tickets/mod.ts";
import type { TicketLink, TicketRecord } from "../../ticket.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import { getAll, type KeyValueStore } from "../port/mod.ts";
import { isForeignKey, keys, prefixes } from "../schema/mod.ts";
import { changeTicket } from "../ticket_changes/mod.ts";
import { checkAncestors, createFinder, type FindTicket, withTicket } from "../tickets/mod.ts";

/** A rule that completes links. It runs alone. */
interface Completion {
  transaction: Transaction;
  find: FindTicket;
  by: Actor;
}

/** See {@linkcode Archive.completeLinks}. */
export async function completeLinks(store: Store, ids: readonly string[], by: Actor): Promise<LeftLink[]> {
  const left: LeftLink[] = [];
  const tickets = await getAll<TicketRecord>(store.kv, ids.map((id) => keys.ticket(Number(id))));
  for (const ticket of tickets) {
    if (ticket === null || isErasedAddress(ticket.customer) || await isComplete(store.kv, ticket)) continue;
    left.push(...await commitAlone(store, by, (completion) => completeTicket(completion, ticket.id)));
  }
  return left;
}

/** See {@linkcode Archive.resolveLinks}. */
export async function resolveLinks(store: Store, by: Actor): Promise<LeftLink[]> {
  const left: LeftLink[] = [];
  for (const id of await listResolvable(store.kv)) {
    left.push(...await commitAlone(store, by, (completion) => resolveTicket(completion, id)));
  }
  return left;
}

function commitAlone(
  store: Store,
  by: Actor,
  complete: (completion: Completion) => Promise<LeftLink[]>,
): Promise<LeftLink[]> {
  return store.commits.commit(
    (transaction) => complete({ transaction, find: createFinder(store.kv), by }),
    { alone: true },
  );
}

/** Lists the tickets with unresolved links to tickets that exist now. */
async function listResolvable(kv: KeyValueStore): Promise<string[]> {
  const found = new Set<string>();
  const waiting = new Map<number, string[]>();
  const check = async () => {
    const others = await getAll<TicketRecord>(kv, [...waiting.keys()].map(keys.ticket));
    [...waiting.values()].forEach((ids, index) => others[index] !== null && ids.forEach((id) => found.add(id)));
    waiting.clear();
  };
  for await (const { key } of kv.list({ prefix: prefixes.unresolved }, { keysOnly: true })) {
    if (isForeignKey(key)) continue;
    const [to, id] = [Number(key[1]), String(key[2])];
    if (waiting.size === LINKS_PER_READ && !waiting.has(to)) await check();
    waiting.set(to, [...waiting.get(to) ?? [], id]);
  }
  await check();
  return [...found];
}

const LINKS_PER_READ = 500;

/** Reports whether the other tickets have all links of a ticket. Most imported tickets are complete. */
async function isComplete(kv: KeyValueStore, { id, links = [] }: TicketRecord): Promise<boolean> {
  const others = await getAll<TicketRecord>(kv, links.map((link) => keys.ticket(Number(link.id))));
  return links.every((link, index) => hasLink(others[index]!, reverseLink(id, link)));
}

/** Gives the links of a ticket to the other tickets. Takes away those that these cannot have, or that lead to no ticket. */
async function completeTicket(completion: Completion, id: string): Promise<LeftLink[]> {
  const { transaction, by } = completion;
  const ticket = await transaction.get<TicketRecord>(keys.ticket(Number(id)));
  const left: LeftLink[] = [];
  for (const link of ticket?.links ?? []) {
    const other = await transaction.get<TicketRecord>(keys.ticket(Number(link.id)));
    if (other === null) left.push({ id, link, reason: null });
    else {
      const reason = await addReverse(completion, ticket!, other, link);
      if (reason !== null) left.push({ id, link, reason });
    }
  }
  if (left.length === 0) return [];
  const links = ticket!.links!.filter((link) => !left.some((each) => each.link === link));
  const missing = left.filter(({ reason }) => reason === null).map(({ link }) => link);
  await changeTicket(transaction, ticket!, (seen) => setAllLinks(seen, links, [...listUnresolved(seen), ...missing]), {
    by,
  });
  return left;
}

/** Adds the unresolved links of a ticket whose other ticket exists now. */
async function resolveTicket(completion: Completion, id: string): Promise<LeftLink[]> {
  const { transaction, by } = completion;
  const ticket = await transaction.get<TicketRecord>(keys.ticket(Number(id)));
  if (ticket === null || isErasedAddress(ticket.customer)) return [];
  const left: LeftLink[] = [];
  const unresolved: TicketLink[] = [];
  let links = ticket.links ?? [];
  for (const link of parentFirst(listUnresolved(ticket))) {
    const other = await transaction.get<TicketRecord>(keys.ticket(Number(link.id)));
    if (other === null) unresolved.push(link);
    else {
      const added = await addToBoth(completion, { ...ticket, links }, other, link);
      if (typeof added === "string") left.push({ id, link, reason: added });
      else links = added;
    }
  }
  await changeTicket(transaction, ticket, (seen) => setAllLinks(seen, links, unresolved), { by });
  return left;
}

/** The parent first: whether a ticket can be a child is decided by what is above its parent. */
function parentFirst(links: readonly TicketLink[]): TicketLink[] {
  const isParent = ({ relation }: TicketLink) => relation === "parent";
  return [...links.filter(isParent), ...links.filter((link) => !isParent(link))];
}

/** @returns The links of the ticket with this one, or the reason why it cannot be. */
async function addToBoth(
  completion: Completion,
  ticket: TicketRecord,
  other: TicketRecord,
  link: TicketLink,
): Promise<TicketLink[] | string> {
  return await orReason(async () => {
    const links = changeLinks(ticket, { add: [link], remove: [] });
    return await addReverse(completion, { ...ticket, links }, other, link) ?? links;
  });
}

/** @returns The reason why the other ticket cannot have the link; null if it has it. */
async function addReverse(
  { transaction, find, by }: Completion,
  ticket: TicketRecord,
  other: TicketRecord,
  link: TicketLink,
): Promise<string | null> {
  if (other.id === ticket.id) return `A ticket cannot be linked to itself.`;
  const reverse = reverseLink(ticket.id, link);
  if (hasLink(other, reverse)) return null;
  return await orReason(async () => {
    const findStaged = withTicket(find, ticket);
    if (link.relation === "parent") await checkAncestors(findStaged, ticket.id, link.id);
    if (link.relation === "child") await checkAncestors(findStaged, link.id, ticket.id);
    const links = changeLinks(other, { add: [reverse], remove: [] });
    await changeTicket(transaction, other, (seen) => setLinks(seen, links), { by });
    return null;
  });
}

/** Returns the message of an error that is about the tickets. */
async function orReason<T>(change: () => Promise<T>): Promise<T | string> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof DeskError && error.code !== "unavailable") return error.message;
    throw error;
  }
}

function setAllLinks(ticket: TicketRecord, links: TicketLink[], unresolved: TicketLink[]): Decision | null {
  const changed = setLinks(ticket, links)?.ticket ?? ticket;
  if (JSON.stringify(unresolved) === JSON.stringify(listUnresolved(ticket))) {
    return changed === ticket ? null : { what: "updated", ticket: changed };
  }
  return { what: "updated", ticket: { ...changed, unresolved_links: unresolved } };
}

function listUnresolved({ unresolved_links = [] }: TicketRecord): TicketLink[] {
  return unresolved_links;
}

function hasLink(ticket: TicketRecord | null, wanted: TicketLink): boolean {
  return ticket?.links?.some((link) => isSameLink(link, wanted)) ?? false;
}
