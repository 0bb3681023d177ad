/** Tickets as rules read them. */

import type { StoredTicketEvent } from "./ticket_events.ts";
import { responsible } from "../rules/responsible.ts";
import { staleRevision } from "../rules/revision.ts";
import { ticketNotFound } from "../rules/ticket_id.ts";
import { claimHasRunOut } from "../rules/ticket_record.ts";
import type { TicketRecord } from "../ticket.ts";
import { keys } from "./keys.ts";
import type { Transaction } from "./transaction.ts";

/** @throws {DeskError} `not_found`, or `stale_revision` when the ticket isn't at the expected revision (if one is given). */
export async function readTicket(
  transaction: Transaction,
  number: number,
  expectedRevision: number | undefined,
): Promise<TicketRecord> {
  const ticket = await transaction.get<TicketRecord>(keys.ticket(number));
  if (ticket === null) throw ticketNotFound(String(number));
  if (expectedRevision === undefined || expectedRevision === ticket.revision) return ticket;
  const last = await transaction.get<StoredTicketEvent>(keys.ticketEvent(number, ticket.revision));
  throw staleRevision(
    `Ticket #${ticket.id}`,
    ticket.revision,
    expectedRevision,
    describe(ticket, last, transaction.now),
  );
}

function describe(ticket: TicketRecord, last: StoredTicketEvent | null, now: number): string {
  const owner = ticket.assignee === null || claimHasRunOut(ticket, now) ? "nobody" : `"${ticket.assignee}"`;
  const present = `It is now ${ticket.status}, of ${ticket.priority} priority, and assigned to ${owner}.`;
  if (last === null) return present;
  return `${present} The last change was "${last.what}", by ${responsible(last.by)} at ${last.at}.`;
}
