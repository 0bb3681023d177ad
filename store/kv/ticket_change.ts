/** The one way in which tickets change: the rule decides, and everything that follows from it is staged here. */

import type { Decide, Decision } from "../rules/decision.ts";
import { DESK, expireClaim } from "../rules/claiming.ts";
import { responsible } from "../rules/responsible.ts";
import { cut } from "../rules/text.ts";
import type { Origin } from "../rules/event_parts.ts";
import { ticketEvent } from "../rules/ticket_event.ts";
import { claimHasRunOut, released } from "../rules/ticket_record.ts";
import { wordsOf } from "../search/words.ts";
import { type Comment, LIMITS, type TicketRecord } from "../ticket.ts";
import { instant } from "../rules/instant.ts";
import { keys } from "./keys.ts";
import { storedEvent } from "./ticket_events.ts";
import { positionOf, postWords, reindex } from "./ticket_index.ts";
import type { Transaction } from "./transaction.ts";

/**
 * Changes a ticket as `decide` says. A claim that ran out ends first, as a change (and a revision) of its own: so every
 * rule, like every reader, sees the ticket without that owner.
 *
 * @returns The ticket afterwards; when nothing changes, as it is.
 */
export function changeTicket(
  transaction: Transaction,
  ticket: TicketRecord,
  decide: Decide,
  origin: Origin,
): TicketRecord {
  const ranOut = claimHasRunOut(ticket, transaction.now);
  const seen = ranOut ? released(ticket) : ticket;
  const decision = decide(seen, instant(transaction.now));
  if (decision === null) return seen;
  const before = ranOut ? stageChange(transaction, ticket, expireClaim(ticket), { by: DESK }) : ticket;
  return stageChange(transaction, before, decision, origin);
}

/** Stages a decided change with its revision, event, comment, indices and counters. */
export function stageChange(
  transaction: Transaction,
  before: TicketRecord,
  decision: Decision,
  origin: Origin,
): TicketRecord {
  const comment = newComment(transaction, before, decision, origin);
  const after: TicketRecord = {
    ...decision.ticket,
    comment_count: comment?.number ?? before.comment_count,
    revision: before.revision + 1,
    updated_at: instant(transaction.now),
  };
  const number = Number(after.id);
  transaction.set(keys.ticket(number), after);
  if (comment) stageComment(transaction, after, comment);
  const event = ticketEvent(decision.what, before, after, origin, comment);
  transaction.set(keys.ticketEvent(number, after.revision), storedEvent(event));
  reindex(transaction, before, after);
  transaction.changed({ kind: "ticket", id: after.id });
  return after;
}

function newComment(
  { now }: Transaction,
  before: TicketRecord,
  { comment }: Decision,
  { by }: Origin,
): Comment | undefined {
  return comment &&
    { number: before.comment_count + 1, author: cut(responsible(by), LIMITS.name), ...comment, at: instant(now) };
}

function stageComment(transaction: Transaction, ticket: TicketRecord, comment: Comment): void {
  transaction.set(keys.comment(Number(ticket.id), comment.number), comment);
  postWords(transaction, positionOf(ticket), wordsOf(comment.body));
}
