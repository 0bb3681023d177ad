/** The history: one event for each change ever made to a ticket or a customer, append-only. */

import type { Customer } from "./customer.ts";
import type { Comment, Ticket } from "./ticket.ts";

/** Who made a change: an AI host (name and version as the protocol gives them), a named token's holder, or the desk itself. */
export interface Actor {
  kind: "host" | "person" | "system";
  name: string;
  version: string | null;
  /** Whom the host works for, where it had to say so to come in: the name of its access token. */
  on_behalf_of?: string;
}

/**
 * What became of a question. `not_possible`: the host can't ask (or failed to); `unattended`: nobody was asked because
 * the server was started so. A host may decline or cancel by itself, so neither proves that a person was there.
 */
export type RequestOutcome = "accepted" | "declined" | "cancelled" | "not_possible" | "unattended";

/** A question that was asked on the way to a change, and what came of it. */
export interface RequestRecord {
  /** To whom: a person by elicitation, the host's model by sampling. */
  asked: "person" | "model";
  /** The very text that was shown. */
  question: string;
  outcome: RequestOutcome;
}

export const TICKET_EVENTS = [
  "created",
  "imported",
  "updated",
  "commented",
  "closed",
  "reopened",
  "escalated",
  "merged",
  "claimed",
  "claim_expired",
  "attached",
  "not_approved",
] as const;
export type TicketEventKind = (typeof TICKET_EVENTS)[number];

/** The ticket's own fields, which events carry: without what is read from elsewhere (tier, due time) or follows (revision, updated_at). */
export type TicketState = Omit<Ticket, "account_tier" | "due_at" | "revision" | "updated_at">;

/**
 * A change of a ticket. Its `revision` is the ticket's after the change, so it also numbers the changes.
 * `before` and `after` hold only the fields that changed: laying every `after` over the ones before gives the ticket.
 * The event `not_approved` tells of a change that a person was asked for and that was not made: it changed no field and
 * has the revision that it left as it was.
 */
export interface TicketEvent {
  ticket_id: string;
  revision: number;
  at: string;
  what: TicketEventKind;
  by: Actor;
  before: Partial<TicketState>;
  after: Partial<TicketState>;
  comment?: Comment;
  answers?: RequestRecord[];
}

export const CUSTOMER_EVENTS = ["created", "imported", "updated", "not_approved"] as const;
export type CustomerEventKind = (typeof CUSTOMER_EVENTS)[number];

/** A change of a customer; reads as {@linkcode TicketEvent} does. */
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

/** Whether the event is of a change that was made. */
export function isChange({ what }: { what: TicketEventKind | CustomerEventKind }): boolean {
  return what !== "not_approved";
}
