/** Stored tickets, and their conversion to summaries and complete tickets. */

import type { Tier } from "../../customer.ts";
import type {
  CustomState,
  CustomValues,
  NewTicket,
  ShownLink,
  Ticket,
  TicketRecord,
  TicketSummary,
} from "../../ticket.ts";
import { showSnooze } from "../deadlines/mod.ts";

/** A new ticket's fields, validated and with defaults. */
export type NewTicketFields =
  & Required<Omit<NewTicket, "tags" | "custom">>
  & CustomState
  & { tags: string[]; external_id?: string | null };

/** The fields that a desk derives from others and from the history: no archive has them. */
type DerivedField = "due_at" | "due_for" | "overdue_for" | "quiet_until" | "is_unanswered" | "report_tier";

/** Returns the fields of a record that an archive has. */
export function omitDerived<Fields extends Pick<TicketRecord, DerivedField>>(
  {
    due_at: _due,
    due_for: _target,
    overdue_for: _overdue,
    quiet_until: _quiet,
    is_unanswered: _unanswered,
    report_tier: _tier,
    ...rest
  }: Fields,
): Omit<Fields, DerivedField> {
  return rest;
}

/**
 * Creates the record of a new ticket. People see the fields in this order.
 *
 * @param at An ISO 8601 instant.
 */
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
    external_id: fields.external_id ?? null,
    claimed_until: null,
    comment_count: 0,
    attachments: [],
    revision: 1,
    created_at: at,
    updated_at: at,
    closed_at: null,
    ...fields.custom !== undefined && { custom: fields.custom },
    ...fields.fixed_fields !== undefined && { fixed_fields: fields.fixed_fields },
  };
}

/**
 * Returns true if a claim has expired. The record may still name the assignee.
 *
 * @param now In milliseconds since the epoch.
 */
export function isClaimExpired(ticket: TicketRecord, now: number): boolean {
  return ticket.claimed_until !== null && Date.parse(ticket.claimed_until) <= now;
}

/** Returns the ticket without its assignee. */
export function releaseTicket<T extends Pick<TicketRecord, "assignee" | "claimed_until">>(ticket: T): T {
  return { ...ticket, assignee: null, claimed_until: null };
}

/**
 * Returns the ticket without its assignee if its claim has expired.
 *
 * @param now In milliseconds since the epoch.
 */
export function expireClaimAt(record: TicketRecord, now: number): TicketRecord {
  return isClaimExpired(record, now) ? releaseTicket(record) : record;
}

/** Reports whether the customer wrote last, and someone of the desk or a third party has to act. */
export function isWaiting({ status, is_unanswered }: Pick<TicketRecord, "status" | "is_unanswered">): boolean {
  return is_unanswered === true && (status === "open" || status === "on_hold");
}

/**
 * Creates the summary of a ticket. Listing the fields, here and in {@linkcode toTicket}, takes a third of the time of a
 * spread.
 *
 * @param tier The customer's tier.
 * @param now In milliseconds since the epoch.
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
    ...ticket.reopened_at !== undefined && { reopened_at: ticket.reopened_at },
    ...ticket.first_reply_at !== undefined && { first_reply_at: ticket.first_reply_at },
    ...ticket.last_customer_message_at !== undefined && { last_customer_message_at: ticket.last_customer_message_at },
    due_at: ticket.due_at ?? null,
    ...ticket.due_for && { due_for: ticket.due_for },
    ...ticket.due_by_hand && { due_by_hand: ticket.due_by_hand },
    ...isWaiting(ticket) && { waiting: true as const },
    ...ticket.snoozed_until && showSnooze(ticket, now),
    ...ticket.custom && showCustom(ticket.custom),
  } satisfies Every<TicketSummary> as TicketSummary;
}

/** A ticket that had values, and has none, is like one that never had any. */
function showCustom(custom: CustomValues): CustomState {
  return Object.keys(custom).length === 0 ? {} : { custom };
}

/** Creates the complete ticket. The description follows the article's six fields. */
export function toTicket(summary: TicketSummary, description: string, links: ShownLink[] = []): Ticket {
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
    ...summary.reopened_at !== undefined && { reopened_at: summary.reopened_at },
    ...summary.first_reply_at !== undefined && { first_reply_at: summary.first_reply_at },
    ...summary.last_customer_message_at !== undefined && { last_customer_message_at: summary.last_customer_message_at },
    due_at: summary.due_at,
    ...summary.due_for !== undefined && { due_for: summary.due_for },
    ...summary.due_by_hand && { due_by_hand: summary.due_by_hand },
    ...summary.waiting && { waiting: summary.waiting },
    ...summary.snoozed_until && { snoozed_until: summary.snoozed_until },
    ...links.length > 0 && { links },
    ...summary.custom && { custom: summary.custom },
  } satisfies Every<Ticket> as Ticket;
}

/** Loosens the field types: the compiler cannot relate status and resolution when they are listed separately. */
type Every<T> = { [Name in keyof T]: unknown };
