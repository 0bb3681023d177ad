/** What the store keeps of a ticket, and how it is shown: what is read from elsewhere is added on the way out. */

import type { Tier } from "../customer.ts";
import type { DistributiveOmit, NewTicket, Ticket, TicketSummary } from "../ticket.ts";
import { dueAt } from "./due.ts";

/** A ticket without what is kept apart (the description), read from elsewhere (the tier) or computed (when it is due). */
export type TicketRecord = DistributiveOmit<TicketSummary, "account_tier" | "due_at">;

/** A new ticket's fields, checked and with their defaults. */
export type NewTicketFields = Required<Omit<NewTicket, "tags">> & { tags: string[] };

/** The record of a ticket that is made at the instant `at`; the fields' order is the order in which people see them. */
export function newTicketRecord(id: string, fields: NewTicketFields, at: string): TicketRecord {
  return {
    id,
    subject: fields.subject,
    customer: fields.customer,
    status: "open",
    resolution: null,
    priority: fields.priority,
    assignee: fields.assignee,
    tags: fields.tags,
    escalation: null,
    merged_into: null,
    external_id: null,
    claimed_until: null,
    comment_count: 0,
    attachments: [],
    revision: 1,
    created_at: at,
    updated_at: at,
    closed_at: null,
  };
}

/** Whether somebody claimed the ticket and let the time run out: it then has no owner, though the record may still name one. */
export function claimHasRunOut(ticket: TicketRecord, now: number): boolean {
  return ticket.claimed_until !== null && Date.parse(ticket.claimed_until) <= now;
}

/** The ticket without an owner. */
export function released<T extends Pick<TicketRecord, "assignee" | "claimed_until">>(ticket: T): T {
  return { ...ticket, assignee: null, claimed_until: null };
}

/** The ticket as lists show it at the moment `now` (ms since the epoch), when its customer has this tier. */
export function summaryOf(record: TicketRecord, tier: Tier, now: number): TicketSummary {
  const { id, subject, customer, ...rest } = record;
  const summary = { id, subject, customer, account_tier: tier, ...rest, due_at: dueAt(record, tier) };
  return claimHasRunOut(record, now) ? released(summary) : summary;
}

/** The whole ticket; its description follows the article's six fields. */
export function ticketOf(summary: TicketSummary, description: string): Ticket {
  const { id, subject, customer, account_tier, status, resolution, ...rest } = summary;
  // One ticket's status and resolution belong together, which the compiler can't see once they are apart.
  return { id, subject, customer, account_tier, status, resolution, description, ...rest } as Ticket;
}
