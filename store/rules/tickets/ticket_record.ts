/** What the store keeps of a ticket, and how it is shown: what is read from elsewhere is added on the way out. */

import type { Tier } from "../../customer.ts";
import type { NewTicket, Ticket, TicketRecord, TicketSummary } from "../../ticket.ts";
import { getDueTime } from "./due.ts";

/** A new ticket's fields, checked and with their defaults. */
export type NewTicketFields = Required<Omit<NewTicket, "tags">> & { tags: string[] };

/** The record of a ticket that is made at the instant `at`; the fields' order is the order in which people see them. */
export function createTicketRecord(id: string, fields: NewTicketFields, at: string): TicketRecord {
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
export function isClaimExpired(ticket: TicketRecord, now: number): boolean {
  return ticket.claimed_until !== null && Date.parse(ticket.claimed_until) <= now;
}

/** The ticket without an owner. */
export function releaseTicket<T extends Pick<TicketRecord, "assignee" | "claimed_until">>(ticket: T): T {
  return { ...ticket, assignee: null, claimed_until: null };
}

/** The ticket as it stands at the moment `now` (ms since the epoch): without an owner, if a claim has run out by then. */
export function expireClaimAt(record: TicketRecord, now: number): TicketRecord {
  return isClaimExpired(record, now) ? releaseTicket(record) : record;
}

/**
 * The ticket as lists show it at the moment `now` (ms since the epoch), when its customer has this tier. Here as in
 * {@linkcode toTicket} the fields are named one by one: that takes a third of the time of a spread, for every ticket that is read.
 */
export function toSummary(record: TicketRecord, tier: Tier, now: number): TicketSummary {
  const ticket = expireClaimAt(record, now);
  return {
    id: ticket.id,
    subject: ticket.subject,
    customer: ticket.customer,
    account_tier: tier,
    status: ticket.status,
    resolution: ticket.resolution,
    priority: ticket.priority,
    assignee: ticket.assignee,
    tags: ticket.tags,
    escalation: ticket.escalation,
    merged_into: ticket.merged_into,
    external_id: ticket.external_id,
    claimed_until: ticket.claimed_until,
    comment_count: ticket.comment_count,
    attachments: ticket.attachments,
    revision: ticket.revision,
    created_at: ticket.created_at,
    updated_at: ticket.updated_at,
    closed_at: ticket.closed_at,
    due_at: getDueTime(ticket, tier),
  } satisfies Every<TicketSummary> as TicketSummary;
}

/** The whole ticket; its description follows the article's six fields. */
export function toTicket(summary: TicketSummary, description: string): Ticket {
  return {
    id: summary.id,
    subject: summary.subject,
    customer: summary.customer,
    account_tier: summary.account_tier,
    status: summary.status,
    resolution: summary.resolution,
    description,
    priority: summary.priority,
    assignee: summary.assignee,
    tags: summary.tags,
    escalation: summary.escalation,
    merged_into: summary.merged_into,
    external_id: summary.external_id,
    claimed_until: summary.claimed_until,
    comment_count: summary.comment_count,
    attachments: summary.attachments,
    revision: summary.revision,
    created_at: summary.created_at,
    updated_at: summary.updated_at,
    closed_at: summary.closed_at,
    due_at: summary.due_at,
  } satisfies Every<Ticket> as Ticket;
}

/** Each field by itself: that a ticket's status and resolution belong together is known of the whole alone. */
type Every<T> = Record<keyof T, unknown>;
