import { toStaleRevision } from "../../rules/history/mod.ts";
import { isClaimExpired, toTicketNotFound } from "../../rules/tickets/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import { keys } from "../schema/mod.ts";
import type { StoredTicketEvent } from "./ticket_events.ts";

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

/** Names no one: a model reads this text, and outsiders chose some of the names. */
function describeTicket(ticket: TicketRecord, last: StoredTicketEvent | null, now: number): string {
  const owner = ticket.assignee === null || isClaimExpired(ticket, now) ? "unassigned" : "assigned";
  const present = `It is now ${ticket.status}, with ${ticket.priority} priority, and ${owner}.`;
  return last === null ? present : `${present} The last change was "${last.what}", at ${last.at}.`;
}
