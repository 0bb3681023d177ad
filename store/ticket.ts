/** What a ticket is: its fields, the values they may take, and how long a text may be. */

import type { Tier } from "./customer.ts";

/** `pending` waits for the customer, `on_hold` for a third party. */
export const STATUSES = ["open", "pending", "on_hold", "closed"] as const;
export type Status = (typeof STATUSES)[number];
/** The statuses of a ticket that somebody still has to work on. */
export type ActiveStatus = Exclude<Status, "closed">;

/** From the least to the most urgent. */
export const PRIORITIES = ["low", "medium", "high", "urgent"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** The longest texts that the desk takes, in UTF-16 code units: each must fit in one value of Deno KV (64 KiB). */
export const LIMITS = {
  subject: 250,
  description: 20_000,
  comment: 20_000,
  resolution: 10_000,
  reason: 2_000,
  note: 3_000,
  notes: 10_000,
  name: 200,
  tag: 50,
  tags: 20,
  attachments: 30,
  attachmentBytes: 5 * 1024 * 1024,
} as const;

/** A ticket that was flagged for people. `at` is an ISO 8601 instant. */
export interface Escalation {
  priority: Priority;
  reason: string;
  note: string;
  by: string;
  at: string;
}

interface TicketFields {
  /** Decimal, sequential, never used twice. */
  id: string;
  subject: string;
  /** E-mail address, lower case. */
  customer: string;
  /** The customer's tier at the moment of reading; the ticket itself doesn't store it. */
  account_tier: Tier;
  description: string;
  priority: Priority;
  assignee: string | null;
  tags: string[];
  escalation: Escalation | null;
  /** The ticket that this one was merged into. */
  merged_into: string | null;
  /** Where an imported ticket came from, such as `zendesk:1595`. */
  external_id: string | null;
  /** Until when a claim holds (ISO 8601); null when the assignee was named by hand, or there is none. */
  claimed_until: string | null;
  comment_count: number;
  attachments: AttachmentInfo[];
  /** Starts at 1; every change adds 1. */
  revision: number;
  created_at: string;
  updated_at: string;
  /** When an answer is due (ISO 8601), by tier and priority; null once closed. */
  due_at: string | null;
}

/** A closed ticket has a resolution and a time of closing; any other has neither. */
export type Ticket =
  & TicketFields
  & (
    | { status: "closed"; resolution: string; closed_at: string }
    | { status: ActiveStatus; resolution: null; closed_at: null }
  );

/** A ticket without its description: what lists, pages of search and the answers to most writes hold. */
export type TicketSummary = DistributiveOmit<Ticket, "description">;
/** A ticket as the desk keeps it: without what is kept apart, is the customer's (the tier), or follows (when it is due). */
export type TicketRecord = DistributiveOmit<TicketSummary, "account_tier" | "due_at">;
/** `Omit` that keeps a union a union. */
export type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** A file that was attached; its bytes are read apart. */
export interface AttachmentInfo {
  name: string;
  /** Media type, such as `image/png`. */
  type: string;
  /** In bytes. */
  size: number;
  /** Lower-case hexadecimal. */
  sha256: string;
}

/** `reply` is what the customer sees, `note` only the team. */
export const COMMENT_KINDS = ["reply", "note"] as const;
export type CommentKind = (typeof COMMENT_KINDS)[number];

export interface Comment {
  /** Sequential within its ticket, from 1. */
  number: number;
  author: string;
  kind: CommentKind;
  body: string;
  at: string;
}

/** What a new ticket needs; what is left out gets its default (`medium`, nobody, no tags). */
export interface NewTicket {
  subject: string;
  customer: string;
  description?: string;
  priority?: Priority;
  assignee?: string | null;
  tags?: readonly string[];
}

/** The fields that `update` changes; those left out stay. `status` here never closes: closing needs a resolution. */
export interface TicketUpdate {
  subject?: string;
  status?: ActiveStatus;
  priority?: Priority;
  assignee?: string | null;
  add_tags?: readonly string[];
  remove_tags?: readonly string[];
}
