/** Links between tickets: a change of one stages the change of the other. */

import type { ChangeContext } from "../../calls.ts";
import { DeskError } from "../../errors.ts";
import { isErasedAddress } from "../../rules/customers/mod.ts";
import {
  changeLinks,
  type Decision,
  isSameLink,
  type LinkChanges,
  reverseLink,
  setLinks,
} from "../../rules/tickets/mod.ts";
import type { TicketLink, TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import { keys } from "../schema/mod.ts";
import { changeTicket, readLastTarget, readTicket, stageChange } from "../ticket_changes/mod.ts";

/** The most tickets above one another. */
const MAX_DEPTH = 20;

/**
 * Changes the links of the other tickets.
 *
 * @returns The links of the ticket itself, which its own change records.
 * @throws {DeskError} `not_found` for an unknown ticket, `invalid` for links that cannot be.
 */
export async function linkOthers(
  transaction: Transaction,
  ticket: TicketRecord,
  changes: LinkChanges,
  context: ChangeContext,
): Promise<TicketLink[]> {
  const before = ticket.links ?? [];
  const after = changeLinks(ticket, { ...changes, remove: await addShown(transaction, before, changes.remove) });
  const added = after.filter((link) => !includesLink(before, link));
  const removed = before.filter((link) => !includesLink(after, link));
  for (const { relation, id } of added) {
    await requireOther(transaction, ticket, await readTicket(transaction, Number(id), undefined));
    if (relation === "parent") await checkAncestors(transaction, ticket.id, id);
    if (relation === "child") await checkAncestors(transaction, id, ticket.id);
  }
  for (const id of new Set([...added, ...removed].map((link) => link.id))) {
    const other = await transaction.get<TicketRecord>(keys.ticket(Number(id)));
    if (other === null) continue; // an import named a ticket that does not exist
    const mirror = (links: readonly TicketLink[]) =>
      links.filter((link) => link.id === id).map((link) => reverseLink(ticket.id, link));
    const links = changeLinks(other, { add: mirror(added), remove: mirror(removed) });
    const decide = (seen: TicketRecord) => setLinks(seen, links);
    const isAdded = added.some((link) => link.id === id);
    const change = isErasedAddress(other.customer) && !isAdded ? dropErasedLinks : changeTicket;
    await change(transaction, other, decide, { by: context.by });
  }
  return after;
}

/** Adds the links that are shown as one to remove, because their ticket was merged into another. */
async function addShown(
  transaction: Transaction,
  links: readonly TicketLink[],
  remove: LinkChanges["remove"],
): Promise<LinkChanges["remove"]> {
  const all = [...remove];
  for (const link of remove.length === 0 ? [] : links) {
    const other = await transaction.peek<TicketRecord>(keys.ticket(Number(link.id)));
    if (other === null || other.merged_into === null) continue;
    const shown = { ...link, id: (await readLastTarget(transaction, other)).id };
    if (remove.some((gone) => isSameLink(shown, gone))) all.push(link);
  }
  return all;
}

/** @throws {DeskError} `invalid` if one of the tickets is merged into the other, or both into a third one. */
async function requireOther(transaction: Transaction, ticket: TicketRecord, other: TicketRecord): Promise<void> {
  const { id: own } = await readLastTarget(transaction, ticket);
  const { id: last } = await readLastTarget(transaction, other);
  if (own !== last) return;
  const merged = `Tickets #${ticket.id} and #${other.id} are merged in #${own}, which cannot be linked to itself.`;
  throw new DeskError("invalid", `${merged} Nothing was changed.`);
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

function includesLink(links: readonly TicketLink[], wanted: TicketLink): boolean {
  return links.some((link) => isSameLink(link, wanted));
}

/** @throws {DeskError} `invalid` if the child is one of the parents above. */
export async function checkAncestors(transaction: Transaction, child: string, parent: string): Promise<void> {
  let above: string | undefined = parent;
  for (let depth = 0; above !== undefined; depth++) {
    if (above === child) {
      throw new DeskError("invalid", `Ticket #${child} is above #${parent} already: parents cannot form a circle.`);
    }
    if (depth === MAX_DEPTH) {
      throw new DeskError("invalid", `Ticket #${parent} has ${MAX_DEPTH} parents above it, which is the maximum.`);
    }
    const ticket: TicketRecord | null = await transaction.get<TicketRecord>(keys.ticket(Number(above)));
    above = ticket?.links?.find(({ relation }) => relation === "parent")?.id;
  }
}
