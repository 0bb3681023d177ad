/** Tickets as rules read them. */

import type { StoredTicketEvent } from "./ticket_events.ts";
import { getResponsibleName } from "../../rules/history/responsible_name.ts";
import { toStaleRevision } from "../../rules/history/stale_revision.ts";
import { toTicketNotFound } from "../../rules/tickets/ticket_id.ts";
import { isClaimExpired } from "../../rules/tickets/ticket_record.ts";
import type { TicketRecord } from "../../ticket.ts";
import { keys } from "../schema/keys.ts";
import type { Transaction } from "../commit/transaction.ts";

/** @throws {DeskError} `not_found`, or `stale_revision` when the ticket isn't at the expected revision (if one is given). */
export async function readTicket(
  transaction: Transaction,
  number: number,
  expectedRevision: number | undefined,
): Promise<TicketRecord> {
  const ticket = await transaction.get<TicketRecord>(keys.ticket(number));
  if (ticket === null) throw toTicketNotFound(String(number));
  if (expectedRevision === undefined || expectedRevision === ticket.revision) return ticket;
  const last = await transaction.get<StoredTicketEvent>(keys.ticketEvent(number, ticket.revision));
  throw toStaleRevision(
    `Ticket #${ticket.id}`,
    ticket.revision,
    expectedRevision,
    describeTicket(ticket, last, transaction.now),
  );
}

function describeTicket(ticket: TicketRecord, last: StoredTicketEvent | null, now: number): string {
  const owner = ticket.assignee === null || isClaimExpired(ticket, now) ? "nobody" : `"${ticket.assignee}"`;
  const present = `It is now ${ticket.status}, of ${ticket.priority} priority, and assigned to ${owner}.`;
  if (last === null) return present;
  return `${present} The last change was "${last.what}", by ${getResponsibleName(last.by)} at ${last.at}.`;
}
