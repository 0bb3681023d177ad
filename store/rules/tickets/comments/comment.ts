/** Comments: notes and replies of the team, and messages of the customer. */

import { type Comment, LIMITS, type NewComment, type TicketLink, type TicketRecord } from "../../../ticket.ts";
import { truncate } from "../../../../base/text/truncate.ts";
import { wakeTicket } from "../../deadlines/mod.ts";
import type { Decision } from "../decision.ts";

const DAY = 24 * 60 * 60 * 1000;

/**
 * Adds a note or a reply.
 *
 * @param firstReplyAt The time of an earlier reply, if the ticket does not record it.
 */
export function addTeamComment(ticket: TicketRecord, comment: NewComment, at: string, firstReplyAt?: string): Decision {
  const isReply = comment.kind === "reply" && ticket.first_reply_at === undefined;
  const changed = isReply ? { ...ticket, first_reply_at: firstReplyAt ?? at } : ticket;
  return { what: "commented", ticket: changed, comment };
}

/**
 * Adds a message of the customer. It ends a snooze, opens a pending ticket, and reopens a closed one without its assignee, because the
 * agent that closed it may be gone.
 */
export function addCustomerMessage(ticket: TicketRecord, comment: NewComment, at: string): Decision {
  const times = { last_customer_message_at: at };
  if (ticket.status === "closed") {
    const opened = {
      ...ticket,
      ...times,
      status: "open",
      resolution: null,
      closed_at: null,
      merged_into: null,
    } as const;
    return { what: "reopened", ticket: { ...opened, reopened_at: at, assignee: null }, comment };
  }
  const status = ticket.status === "pending" ? "open" : ticket.status;
  return { what: "commented", ticket: { ...wakeTicket(ticket), ...times, status }, comment };
}

/**
 * Checks if a message of the customer starts a new ticket.
 *
 * @param now In milliseconds since the epoch.
 * @param days The days for which a message reopens a closed ticket.
 */
export function startsNewTicket({ closed_at, merged_into }: TicketRecord, now: number, days: number): boolean {
  return closed_at !== null && merged_into === null && now - Date.parse(closed_at) > days * DAY;
}

/**
 * Reports whether the customer wrote last. Notes do not count.
 *
 * @param before The same before the comments. A new ticket begins with the customer's description.
 */
export function isUnanswered(comments: readonly Pick<Comment, "kind">[], before = true): boolean {
  const last = comments.findLast(({ kind }) => kind !== "note");
  return last === undefined ? before : last.kind === "customer";
}

/**
 * Returns the subject of a ticket that continues another one.
 *
 * @param isOwn False if the subject of the other one may have words of a former customer. It is then not repeated.
 */
export function toFollowUpSubject({ id, subject }: Pick<TicketRecord, "id" | "subject">, isOwn: boolean): string {
  if (!isOwn) return `Re: ticket #${id}`;
  return truncate(/^re:/i.test(subject) ? subject : `Re: ${subject}`, LIMITS.subject);
}

/** Returns the description of a ticket that starts with a message of someone else than its customer. */
export function toFollowUpDescription(origin: string): string {
  return `This ticket continues ticket #${origin}, with a message by someone other than its customer.`;
}

/**
 * Reads the address in the note on a ticket that continues another one. Notes of earlier versions name the author of the message,
 * which is the description of their ticket. Null for any other comment.
 */
export function parseFollowUpAuthor(
  { kind, body, at }: Pick<Comment, "kind" | "body" | "at">,
  { created_at }: Pick<TicketRecord, "created_at">,
): string | null {
  return kind === "note" && at === created_at ? FOLLOW_UP_NOTE.exec(body)?.[1] ?? null : null;
}

const FOLLOW_UP_NOTE = /^A message by (\S+) to ticket #\d+, which was closed at /;

/** Adds a note and a link to a closed ticket that got another message. Later messages go to the new ticket. */
export function noteFollowUp(ticket: TicketRecord, followUp: string): Decision {
  const body = `A message came in after this ticket was closed. It is in ticket #${followUp}.`;
  const links = canHaveLink(ticket) && { links: [...ticket.links ?? [], toRelation(followUp)] };
  return {
    what: "commented",
    ticket: { ...ticket, continued_in: followUp, ...links },
    comment: { kind: "note", body },
  };
}

/**
 * Adds a note and links to the new ticket. The note names no one: it stays when a customer is erased.
 *
 * @param origins The closed tickets before their change. The message was for the first one.
 */
export function noteOrigins(
  ticket: TicketRecord,
  origins: readonly [TicketRecord, ...TicketRecord[]],
  at: string,
): Decision {
  const [origin] = origins;
  const body = `This ticket continues ticket #${origin.id}, which was closed at ${origin.closed_at}.`;
  const links = origins.filter(canHaveLink).map(({ id }) => toRelation(id));
  return {
    what: "commented",
    ticket: { ...ticket, last_customer_message_at: at, ...links.length > 0 && { links } },
    comment: { kind: "note", body },
  };
}

/** A ticket with as many links as it can have still takes messages. Its note names the other ticket. */
function canHaveLink({ links = [] }: TicketRecord): boolean {
  return links.length < LIMITS.links;
}

function toRelation(id: string): TicketLink {
  return { relation: "relates", id };
}
