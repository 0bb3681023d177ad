/** Comments of the requester that earlier versions imported as replies of the team. */

import type { Customer } from "../../customer.ts";
import { isChange, type TicketEvent, type TicketState } from "../../event.ts";
import type { Comment, TicketRecord } from "../../ticket.ts";
import type { ParsedTicket } from "./ticket.ts";

/** A comment without its text, which could be long. */
export type CommentHead = Pick<Comment, "number" | "kind" | "author" | "at">;

/** An event as stored, with the number of its comment. */
export type HistoryEvent = Omit<TicketEvent, "comment"> & { comment?: number };

/** The author that an import gave to a requester without an account. */
const UNKNOWN_REQUESTER = "requester";

/** Reports whether an imported reply is a message of the ticket's customer. */
export function isMisreadMessage(
  { kind, author }: CommentHead,
  { name, email }: Pick<Customer, "name" | "email">,
): boolean {
  const writer = author.trim().toLowerCase();
  return kind === "reply" && [name.trim().toLowerCase(), email, UNKNOWN_REQUESTER].includes(writer);
}

/**
 * Makes the imported replies of a ticket that are messages of its customer such messages. The history of the ticket says which
 * comments were imported.
 */
export function correctMisreadMessages(ticket: ParsedTicket, customer: Pick<Customer, "name" | "email">): ParsedTicket {
  const [first] = ticket.events;
  const count = first?.what === "imported" ? first.after.comment_count ?? 0 : 0;
  if (!hasMessages(ticket.comments, count)) return ticket;
  const isMisread = (comment: Comment) => comment.number <= count && isMisreadMessage(comment, customer);
  const comments = ticket.comments.map((comment) => isMisread(comment) ? toMessage(comment) : comment);
  const changes = ticket.events.filter(isChange);
  const numbered = changes.map(({ comment, ...event }) => ({ ...event, ...comment && { comment: comment.number } }));
  const { record, events } = correctMessageTimes(ticket.record, numbered, comments);
  const corrected = new Map(changes.map((event, index) => [event, events[index]!]));
  return {
    ...ticket,
    record,
    comments,
    events: ticket.events.map((event) => {
      const { before, after } = corrected.get(event) ?? event;
      return { ...event, before, after };
    }),
  };
}

/**
 * Reports whether messages are among the imported comments, so that their kinds and times may be wrong.
 *
 * @param count The number of imported comments.
 */
export function hasMessages(comments: readonly CommentHead[], count: number): boolean {
  return comments.some(({ number, kind }) => number <= count && kind !== "note");
}

/** Returns an imported reply as a message of the customer. */
export function toMessage({ delivery: _delivery, ...comment }: Comment): Comment {
  return { ...comment, kind: "customer" };
}

/**
 * Corrects the times of messages in a ticket and its history, as if the import had known the kinds of its comments.
 *
 * @param events The history, oldest first. The first event is the import.
 * @param comments With their right kinds.
 */
export function correctMessageTimes<Event extends HistoryEvent>(
  record: TicketRecord,
  events: readonly Event[],
  comments: readonly CommentHead[],
): { record: TicketRecord; events: Event[] } {
  const count = events[0]!.after.comment_count ?? 0;
  const imported = comments.filter(({ number }) => number <= count);
  const first = comments.find(({ kind }) => kind === "reply");
  let last = imported.findLast(({ kind }) => kind === "customer")?.at;
  const corrected = events.map((event, index) => {
    const own = { ...event, before: omitTimes(event.before), after: omitTimes(event.after) };
    const isFirst = index === 0 ? first !== undefined && first.number <= count : event.comment === first?.number;
    if (isFirst && first !== undefined) own.after.first_reply_at = first.at;
    if (index === 0) {
      if (last !== undefined) own.after.last_customer_message_at = last;
      return own;
    }
    const next = event.after.last_customer_message_at;
    if (next === undefined) return own;
    if (last !== undefined) own.before.last_customer_message_at = last;
    own.after.last_customer_message_at = last = next;
    return own;
  });
  const { first_reply_at: _first, last_customer_message_at: _last, ...rest } = record;
  const times = {
    ...first !== undefined && { first_reply_at: first.at },
    ...last !== undefined && { last_customer_message_at: last },
  };
  return { record: { ...rest as TicketRecord, ...times }, events: corrected };
}

function omitTimes(state: Partial<TicketState>): Partial<TicketState> {
  const { first_reply_at: _first, last_customer_message_at: _last, ...rest } = state;
  return rest as Partial<TicketState>;
}
