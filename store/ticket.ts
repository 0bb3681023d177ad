/** Tickets: fields, allowed values and limits. */

import type { Tier } from "./customer.ts";

/** `pending` waits for the customer, `on_hold` for a third party. */
export const STATUSES = ["open", "pending", "on_hold", "closed"] as const;
export type Status = (typeof STATUSES)[number];
/** Statuses of tickets that need work. */
export type ActiveStatus = Exclude<Status, "closed">;

/** From least to most urgent. */
export const PRIORITIES = ["low", "medium", "high", "urgent"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** The targets that have deadlines. */
export const DUE_TARGETS = ["first_reply", "resolution"] as const;
export type DueTarget = (typeof DUE_TARGETS)[number];

/** Maximum lengths in characters (code points), unless noted. A text has at most 60,000 bytes (UTF-8) as well. */
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
  links: 50,
  attachmentBytes: 5 * 1024 * 1024,
  customText: 250,
  /** The values of all custom fields of a ticket, as JSON in UTF-8. */
  customBytes: 4_000,
} as const;

/** The longest id in another system, in UTF-16 code units. */
export const MAX_EXTERNAL_ID_LENGTH = 200;

/** An escalation to people. `at` is an ISO 8601 instant. */
export interface Escalation {
  priority: Priority;
  reason: string;
  note: string;
  by: string;
  at: string;
}

interface TicketFields {
  /** A decimal number. Ids are sequential and never reused. */
  id: string;
  subject: string;
  /** Email address in lower case. */
  customer: string;
  /** The customer's current tier. Tickets do not store it. */
  account_tier: Tier;
  description: string;
  priority: Priority;
  assignee: string | null;
  tags: string[];
  escalation: Escalation | null;
  /** The ticket that this one was merged into. */
  merged_into: string | null;
  /** The origin of an imported ticket, such as `zendesk:1595`. */
  external_id: string | null;
  /** The end of the claim (ISO 8601). Null if the ticket is not claimed, even if it has an assignee. */
  claimed_until: string | null;
  comment_count: number;
  attachments: ShownAttachment[];
  /** Starts at 1. Every change adds 1. */
  revision: number;
  created_at: string;
  updated_at: string;
  /** The last reopening (ISO 8601), if there was one. Deadlines count from it. */
  reopened_at?: string;
  /** The first reply, and the last message of the customer after the ticket was created (ISO 8601). */
  first_reply_at?: string;
  last_customer_message_at?: string;
  /** The time by which the next target is due (ISO 8601). Null while there is none, or while deadlines wait. */
  due_at: string | null;
  /** The next target. Present with a due time. */
  due_for?: DueTarget;
  /** The due time that a person set in place of the policy's (ISO 8601). */
  due_by_hand?: string;
  /** Present if the customer wrote last, apart from notes, and the ticket is open or on hold. */
  waiting?: true;
  /** The time until which the ticket is out of the queue (ISO 8601), if it is snoozed. */
  snoozed_until?: string;
  /** The links of the ticket and of those merged into it, if there are any. */
  links?: ShownLink[];
  /** The values of custom fields, by name, if there are any. */
  custom?: CustomValues;
}

/** A value of a custom field. Dates are texts such as `2026-11-01`. */
export type CustomValue = string | number | boolean;
export type CustomValues = Readonly<Record<string, CustomValue>>;

/** The custom fields of a ticket, as stored. */
export interface CustomState {
  /** Empty if the ticket had values and has none. */
  custom?: CustomValues;
  /**
   * The names of the fields that were choices or booleans when their values were set: reports count those values, and an
   * erasure keeps them, because they are not the words of a customer.
   */
  fixed_fields?: readonly string[];
}

/** The relations of a ticket to another one, and the ones that the other has in return. */
export const RELATIONS = {
  relates: "relates",
  caused_by: "causes",
  causes: "caused_by",
  parent: "child",
  child: "parent",
} as const;
export type Relation = keyof typeof RELATIONS;

/** A link as stored, on both tickets: `parent` of #42 means that #42 is the parent. */
export interface TicketLink {
  relation: Relation;
  id: string;
}

/** A link, with the present subject and status of the other ticket: the last one of its chain, if that was merged. */
export interface ShownLink extends TicketLink {
  subject: string;
  status: Status;
  /** The id of the merged ticket that has the link. */
  merged_from?: string;
}

/** The times that people set, and those in which a ticket waits, as stored. Null if one is over. */
export interface Waits {
  due_by_hand?: string | null;
  snoozed_until?: string | null;
  /** The start of the current pause (ISO 8601), in which deadlines wait. */
  paused_at?: string | null;
  /** The length of earlier pauses, in milliseconds that count for deadlines. */
  paused_ms?: number;
}

/** Only closed tickets have a resolution and a closing time. */
export type Ticket =
  & TicketFields
  & (
    | { status: "closed"; resolution: string; closed_at: string }
    | { status: ActiveStatus; resolution: null; closed_at: null }
  );

/** A ticket without its description, as in lists, search results and the results of most writes. */
export type TicketSummary = DistributiveOmit<Ticket, "description" | "links">;
/** A ticket as stored, without the description (stored separately) and derived fields. */
export type TicketRecord =
  & DistributiveOmit<TicketSummary, "account_tier" | "due_at" | "due_for" | "waiting" | keyof Waits>
  & Waits
  & CustomState
  & {
    /** As in {@linkcode Ticket}, for the customer's tier when it was stored. Lists are sorted by it. */
    due_at?: string | null;
    due_for?: DueTarget | null;
    /** The target that the ticket was overdue for when its clock stopped. Absent while it is due for one. */
    overdue_for?: DueTarget;
    /** The time of the import (ISO 8601) of a ticket that was overdue already: due times before it passed elsewhere. */
    quiet_until?: string;
    links?: TicketLink[];
    /** Links from an import to tickets that do not exist yet. Empty if there were some. */
    unresolved_links?: TicketLink[];
    /** The id of the ticket that has the customer's later messages, because this one was closed long ago. */
    continued_in?: string;
    /** True while the customer wrote last: the description, or a message after the last reply. */
    is_unanswered?: boolean;
    /** The tier in which reports count the ticket: that of its customer when it was created. */
    report_tier?: Tier | undefined;
  };
/** `Omit` that preserves a union. */
export type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** An attached file. Its bytes are read separately. */
export interface AttachmentInfo {
  name: string;
  /** Media type, such as `image/png`. */
  type: string;
  /** In bytes. */
  size: number;
  /** Lower-case hexadecimal. */
  sha256: string;
}

/** A `reply` is meant for the customer, who wrote a `customer` message. Only the team sees a `note`. */
export const COMMENT_KINDS = ["reply", "note", "customer"] as const;
export type CommentKind = (typeof COMMENT_KINDS)[number];

/**
 * The delivery state of a reply. `not_sent`: a person has to deliver it, because the desk has no channel. `sent`: the
 * customer has it, from the system that it was imported from.
 */
export const DELIVERIES = ["not_sent", "sent"] as const;
export type Delivery = (typeof DELIVERIES)[number];

export interface Comment {
  /** Sequential within the ticket, from 1. */
  number: number;
  author: string;
  kind: CommentKind;
  /** Only replies have it. */
  delivery?: Delivery;
  /** Empty if it was retracted. */
  body: string;
  at: string;
  /** The last edit, or the retraction (ISO 8601). */
  edited_at?: string;
  edited_by?: string;
  is_retracted?: boolean;
}

/** A comment to add. */
export interface NewComment {
  kind: CommentKind;
  body: string;
  /** The email address that a customer's message came from (default: that of the ticket's customer). */
  author?: string;
}

/** The new text of a comment, or its retraction. */
export type CommentEdit = { body: string } | { retract: true };

/** A comment in the conversation of a ticket, and the id of the merged ticket that it belongs to. */
export type ShownComment = Comment & { merged_from?: string };

/** A file of a ticket, and the id of the merged ticket that it belongs to. */
export type ShownAttachment = AttachmentInfo & { merged_from?: string };

/** The fields of a new ticket. Defaults: priority `medium`, no assignee, no tags. */
export interface NewTicket {
  subject: string;
  /** An email address. If it has no account, the ticket creates one. */
  customer: string;
  description?: string;
  priority?: Priority;
  assignee?: string | null;
  tags?: readonly string[];
  /** Values of custom fields by name, in any form that the settings allow. */
  custom?: Readonly<Record<string, unknown>>;
}

/**
 * The fields to change. Missing fields stay as they are. `status` cannot be `closed`, because closing needs a
 * resolution.
 */
export interface TicketUpdate {
  subject?: string;
  description?: string;
  /** The email address of another customer. If it has no account, the change creates one. */
  customer?: string;
  status?: ActiveStatus;
  priority?: Priority;
  assignee?: string | null;
  add_tags?: readonly string[];
  remove_tags?: readonly string[];
  /** Links such as `caused_by:42`: the relation of this ticket to the other. */
  add_links?: readonly string[];
  /** Links in the same form, or ids alone for every link to the ticket. */
  remove_links?: readonly string[];
  /**
   * An ISO 8601 instant, a duration such as `2h`, or a day and a time such as `tomorrow 9:00`. Null and an empty text end
   * the snooze.
   */
  snoozed_until?: string | null;
  /** A time in the same forms, in place of the policy's. Null and an empty text return to the policy. */
  due_at?: string | null;
  /** Values of custom fields by name, as in {@linkcode NewTicket}. Null and an empty text remove a value. */
  custom?: Readonly<Record<string, unknown>>;
}
