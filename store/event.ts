/** The append-only history: one event for each change of a ticket or customer. */

import type { Customer } from "./customer.ts";
import type { Comment, CustomState, Ticket, TicketLink, Waits } from "./ticket.ts";

/**
 * The author of a change: an AI host (name and version from the protocol), the holder of an access token, or the desk.
 */
export interface Actor {
  kind: "host" | "person" | "system";
  name: string;
  version: string | null;
  /** The name of the host's access token, if it has one. */
  on_behalf_of?: string;
}

/**
 * The outcome of a request. `rejected`: a person submitted the form with the choice not to approve. `not_possible`: the host
 * cannot make it, or failed to. `unattended`: the server was started without a person. Hosts can decline or cancel
 * automatically, so neither outcome proves that a person was there.
 */
export type RequestOutcome = "accepted" | "rejected" | "declined" | "cancelled" | "not_possible" | "unattended";

/** The place where an approval was decided: a form of the host, `support-mcp approvals`, or the page of the desk. */
export const APPROVAL_CHANNELS = ["elicitation", "terminal", "app"] as const;
export type ApprovalChannel = (typeof APPROVAL_CHANNELS)[number];

/** A request to a person or a model before a change, and its outcome. */
export interface RequestRecord {
  /** The addressee: `person` for elicitation, `model` for sampling. Does not prove that a person saw it. */
  asked: "person" | "model";
  /** The text as it was shown. */
  question: string;
  outcome: RequestOutcome;
  /** Present for an approval that the host, or a person in a terminal or at the page, decided. */
  via?: ApprovalChannel;
  /** The name of the person who decided, where it is known. */
  by?: string;
}

export const TICKET_EVENTS = [
  "created",
  "imported",
  "updated",
  "commented",
  "comment_edited",
  "comment_retracted",
  "closed",
  "reopened",
  "escalated",
  "merged",
  "claimed",
  "claim_expired",
  "snooze_ended",
  "undone",
  "attached",
  "erased",
  "first_reply_overdue",
  "resolution_overdue",
  "not_approved",
] as const;
export type TicketEventKind = (typeof TICKET_EVENTS)[number];

/**
 * The ticket fields that events record. Derived fields (tier, due time) and the event's own (revision, updated_at) are
 * excluded.
 */
export type TicketState =
  & Omit<
    Ticket,
    "account_tier" | "due_at" | "due_for" | "waiting" | "links" | "custom" | "revision" | "updated_at" | keyof Waits
  >
  & Waits
  & CustomState
  & { links?: TicketLink[] };

/**
 * A change of a ticket. `revision` is the revision after the change, so it also numbers the changes. `before` and
 * `after` hold only the fields that changed: applying every `after` in order yields the ticket. The events of a change that
 * was not approved and of a passed deadline have no fields and repeat the current revision.
 */
export interface TicketEvent {
  ticket_id: string;
  revision: number;
  at: string;
  what: TicketEventKind;
  by: Actor;
  before: Partial<TicketState>;
  after: Partial<TicketState>;
  /** The comment as it is now. */
  comment?: Comment;
  /** The text that a comment had before it was edited or retracted. */
  earlier_text?: string;
  answers?: RequestRecord[];
  /**
   * For a first reply, or a closing other than as a duplicate: true if it came by the due time, or nothing was due. Events of
   * imports and of earlier versions lack it.
   */
  in_time?: boolean;
  /** The batch that the change belongs to, such as `B7`. */
  batch_id?: string;
}

export const CUSTOMER_EVENTS = ["created", "imported", "updated", "erased", "not_approved"] as const;
export type CustomerEventKind = (typeof CUSTOMER_EVENTS)[number];

/** A change of a customer, in the form of {@linkcode TicketEvent}. */
export interface CustomerEvent {
  email: string;
  revision: number;
  at: string;
  what: CustomerEventKind;
  by: Actor;
  before: Partial<Customer>;
  after: Partial<Customer>;
  answers?: RequestRecord[];
}

/** The events that change nothing: a change that was not approved and therefore not made, and a passed deadline. */
const NO_CHANGES: ReadonlySet<string> = new Set(["not_approved", "first_reply_overdue", "resolution_overdue"]);

export function isChange({ what }: { what: TicketEventKind | CustomerEventKind }): boolean {
  return !NO_CHANGES.has(what);
}
