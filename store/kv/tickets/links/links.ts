/** Links between tickets: a change of one stages the change of the other. */

import type { ChangeContext } from "../../../calls.ts";
import { DeskError } from "../../../errors.ts";
import { isErasedAddress } from "../../../rules/customers/mod.ts";
import {
  changeLinks,
  checkLink,
  type Decision,
  isSameLink,
  type LinkChanges,
  reverseLink,
  setLinks,
} from "../../../rules/tickets/mod.ts";
import type { TicketLink, TicketRecord } from "../../../ticket.ts";
import type { Transaction } from "../../commit/mod.ts";
import { keys } from "../../schema/mod.ts";
import { changeTicket, readLastTarget, readTicket, stageChange } from "../../ticket_changes/mod.ts";
import { type FindTicket, readDuplicates, withTicket } from "./merged_tickets.ts";
import { checkAncestors } from "./parents.ts";
import { findParent, type FoundLink, listLinks, selectShown } from "./shown_links.ts";

/** The links of a ticket after a change. */
export interface ChangedLinks {
  links: TicketLink[];
  /** The links that were removed from tickets merged into it, as it showed them. */
  ofMerged: TicketLink[];
}

/** Changes of the links of other tickets, by their ids. */
type Edits = Map<string, { add: TicketLink[]; remove: TicketLink[] }>;

/**
 * Changes the links of the other tickets, and those of the tickets that were merged into this one.
 *
 * @param find Reads committed tickets. The rule runs alone.
 * @returns The links that the change of the ticket itself records.
 * @throws {DeskError} `not_found` for an unknown ticket, `invalid` for links that cannot be.
 */
export async function linkOthers(
  transaction: Transaction,
  find: FindTicket,
  ticket: TicketRecord,
  { add, remove }: LinkChanges,
  context: ChangeContext,
): Promise<ChangedLinks> {
  const before = ticket.links ?? [];
  const { duplicates = [] } = await find(ticket.id) ?? {};
  const all = await listLinks(find, [ticket, ...await readDuplicates(find, { record: ticket, duplicates })]);
  const removed = all.filter((found) => isRemoved(found, remove));
  const kept = await selectShown(find, ticket, all.filter((found) => !removed.includes(found)));
  const own = removed.filter(({ owner }) => owner.id === ticket.id).map(({ link }) => link);
  const added = await selectNew(transaction, find, ticket, kept.map(toShown), add);
  const links = changeLinks(ticket, { add: added, remove: [...remove, ...own] });
  await checkParents(find, { ...ticket, links }, added);
  const edits: Edits = new Map();
  for (const { owner, link } of removed) {
    if (owner.id !== ticket.id) getEdit(edits, owner.id).remove.push(link);
    getEdit(edits, link.id).remove.push(reverseLink(owner.id, link));
  }
  for (const link of before) {
    if (!includesLink(links, link)) getEdit(edits, link.id).remove.push(reverseLink(ticket.id, link));
  }
  for (const link of links) {
    if (!includesLink(before, link)) getEdit(edits, link.id).add.push(reverseLink(ticket.id, link));
  }
  for (const [id, edit] of edits) await stageEdit(transaction, id, edit, context);
  return { links, ofMerged: listOfMerged(ticket, removed) };
}

/** A link is removed by the number of the ticket that has it, or by the one that is shown. */
function isRemoved(found: FoundLink, remove: LinkChanges["remove"]): boolean {
  return remove.some((given) => isSameLink(found.link, given) || isSameLink(toShown(found), given));
}

function toShown({ link: { relation }, other: { id } }: FoundLink): TicketLink {
  return { relation, id };
}

/**
 * Selects the links that the ticket does not show yet.
 *
 * @throws {DeskError} `not_found` or `invalid` for links that it cannot show.
 */
async function selectNew(
  transaction: Transaction,
  find: FindTicket,
  ticket: TicketRecord,
  present: readonly TicketLink[],
  add: readonly TicketLink[],
): Promise<TicketLink[]> {
  const shown = [...present];
  const added: TicketLink[] = [];
  for (const link of add) {
    const other = await readTicket(transaction, Number(link.id), undefined);
    const { id } = await readLastTarget(transaction, other);
    const wanted = { relation: link.relation, id };
    if (includesLink(shown, wanted)) continue;
    await requireOther(transaction, ticket, other);
    checkLink(ticket.id, shown, wanted);
    const parent = link.relation === "child" ? await findParent(find, id) : undefined;
    if (parent !== undefined) checkLink(id, [{ relation: "parent", id: parent }], reverseLink(ticket.id, link));
    shown.push(wanted);
    added.push(link);
  }
  return added;
}

/** @throws {DeskError} `invalid` if one of the tickets is merged into the other, or both into a third one. */
async function requireOther(transaction: Transaction, ticket: TicketRecord, other: TicketRecord): Promise<void> {
  const { id: own } = await readLastTarget(transaction, ticket);
  const { id: last } = await readLastTarget(transaction, other);
  if (own !== last) return;
  const merged = `Tickets #${ticket.id} and #${other.id} are merged in #${own}, which cannot be linked to itself.`;
  throw new DeskError("invalid", `${merged} Nothing was changed.`, { reasons: [{ code: "same_ticket", id: own }] });
}

/** @throws {DeskError} `invalid` if the new parents and children of a ticket form a cycle. */
async function checkParents(find: FindTicket, ticket: TicketRecord, added: readonly TicketLink[]): Promise<void> {
  const findChanged = withTicket(find, ticket);
  for (const { relation, id } of added) {
    if (relation === "parent") await checkAncestors(findChanged, ticket.id, id);
    if (relation === "child") await checkAncestors(findChanged, id, ticket.id);
  }
}

function getEdit(edits: Edits, id: string): { add: TicketLink[]; remove: TicketLink[] } {
  const edit = edits.get(id) ?? { add: [], remove: [] };
  edits.set(id, edit);
  return edit;
}

async function stageEdit(
  transaction: Transaction,
  id: string,
  edit: { add: TicketLink[]; remove: TicketLink[] },
  { by }: ChangeContext,
): Promise<void> {
  const other = await transaction.get<TicketRecord>(keys.ticket(Number(id)));
  if (other === null) return; // an import named a ticket that does not exist
  const links = changeLinks(other, edit);
  const decide = (seen: TicketRecord) => setLinks(seen, links);
  const change = isErasedAddress(other.customer) && edit.add.length === 0 ? dropErasedLinks : changeTicket;
  await change(transaction, other, decide, { by });
}

/** Removes links of a ticket of an erased customer, which does not change otherwise. This brings no words to it. */
async function dropErasedLinks(
  transaction: Transaction,
  erased: TicketRecord,
  decide: (ticket: TicketRecord) => Decision | null,
  { by }: Pick<ChangeContext, "by">,
): Promise<void> {
  const decision = decide(erased);
  if (decision !== null) await stageChange(transaction, erased, decision, { by });
}

/** Lists the removed links that a ticket had only from those merged into it, each once. */
function listOfMerged(ticket: TicketRecord, removed: readonly FoundLink[]): TicketLink[] {
  const own = removed.filter(({ owner }) => owner.id === ticket.id).map(toShown);
  const listed: TicketLink[] = [];
  for (const link of removed.map(toShown)) if (!includesLink([...own, ...listed], link)) listed.push(link);
  return listed;
}

function includesLink(links: readonly TicketLink[], wanted: TicketLink): boolean {
  return links.some((link) => isSameLink(link, wanted));
}
