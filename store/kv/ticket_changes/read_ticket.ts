import { toStaleRevision } from "../../rules/history/mod.ts";
import { followMerges, isClaimExpired, requireNotMerged, toTicketNotFound } from "../../rules/tickets/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import { keys } from "../schema/mod.ts";
import type { StoredTicketEvent } from "./stored_event.ts";

/**
 * Reads a ticket that is about to change.
 *
 * @throws {DeskError} `not_found`, or `stale_revision` if the ticket is not at the expected revision.
 */
export async function readTicket(
  transaction: Transaction,
  number: number,
  expectedRevision: number | undefined,
): Promise<TicketRecord> {
  const ticket = await transaction.get<TicketRecord>(keys.ticket(number));
  if (ticket === null) throw toTicketNotFound(String(number));
  if (expectedRevision === undefined || expectedRevision === ticket.revision) return ticket;
  const last = await transaction.get<StoredTicketEvent>(keys.ticketEvent(number, ticket.revision));
  const present = describeTicket(ticket, last, transaction.now);
  throw toStaleRevision(`Ticket #${ticket.id}`, ticket.revision, expectedRevision, present);
}

/** Reads the last ticket of a chain of merges; see {@linkcode followMerges}. */
export async function readLastTarget(transaction: Transaction, first: TicketRecord): Promise<TicketRecord> {
  return await followMerges(first, (id) => transaction.get<TicketRecord>(keys.ticket(Number(id))));
}

/**
 * @param what What cannot be added, such as `comment`.
 * @throws {DeskError} `wrong_state` if the ticket is merged into another. It names the last ticket of the chain.
 */
export async function checkNotMerged(transaction: Transaction, ticket: TicketRecord, what: string): Promise<void> {
  if (ticket.merged_into !== null) requireNotMerged(ticket, await readLastTarget(transaction, ticket), what);
}

/** Names no one: a model reads this text, and outsiders chose some of the names. */
function describeTicket(ticket: TicketRecord, last: StoredTicketEvent | null, now: number): string {
  const owner = ticket.assignee === null || isClaimExpired(ticket, now) ? "unassigned" : "assigned";
  const present = `It is now ${ticket.status}, with ${ticket.priority} priority, and ${owner}.`;
  return last === null ? present : `${present} The last change was "${last.what}", at ${last.at}.`;
}
