/** The one way in which tickets change: the rule decides, and everything that follows from it is staged here. */

import type { Decide, Decision } from "../../rules/tickets/decision.ts";
import { DESK_ACTOR, expireClaim } from "../../rules/tickets/claim.ts";
import { getResponsibleName } from "../../rules/history/responsible_name.ts";
import { truncate } from "../../rules/values/text.ts";
import type { Origin } from "../../rules/history/event_parts.ts";
import { createTicketEvent } from "../../rules/history/ticket_event.ts";
import { isClaimExpired, releaseTicket } from "../../rules/tickets/ticket_record.ts";
import { extractWords } from "../../search/analysis/words.ts";
import { type Comment, LIMITS, type TicketRecord } from "../../ticket.ts";
import { formatInstant } from "../../rules/values/instant.ts";
import { keys } from "../schema/keys.ts";
import { toStoredEvent } from "./ticket_events.ts";
import { addWords, getPosition, reindexTicket } from "../index/ticket_index.ts";
import type { Transaction } from "../commit/transaction.ts";

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
  const ranOut = isClaimExpired(ticket, transaction.now);
  const seen = ranOut ? releaseTicket(ticket) : ticket;
  const decision = decide(seen, formatInstant(transaction.now));
  if (decision === null) return seen;
  const before = ranOut ? stageChange(transaction, ticket, expireClaim(ticket), { by: DESK_ACTOR }) : ticket;
  return stageChange(transaction, before, decision, origin);
}

/** Stages a decided change with its revision, event, comment, indices and counters. */
export function stageChange(
  transaction: Transaction,
  before: TicketRecord,
  decision: Decision,
  origin: Origin,
): TicketRecord {
  const comment = createComment(transaction, before, decision, origin);
  const after: TicketRecord = {
    ...decision.ticket,
    comment_count: comment?.number ?? before.comment_count,
    revision: before.revision + 1,
    updated_at: formatInstant(transaction.now),
  };
  const number = Number(after.id);
  transaction.set(keys.ticket(number), after);
  if (comment) stageComment(transaction, after, comment);
  const event = createTicketEvent(decision.what, before, after, origin, comment);
  transaction.set(keys.ticketEvent(number, after.revision), toStoredEvent(event));
  reindexTicket(transaction, before, after);
  transaction.recordChange({ kind: "ticket", id: after.id });
  return after;
}

function createComment(
  { now }: Transaction,
  before: TicketRecord,
  { comment }: Decision,
  { by }: Origin,
): Comment | undefined {
  return comment &&
    {
      number: before.comment_count + 1,
      author: truncate(getResponsibleName(by), LIMITS.name),
      ...comment,
      at: formatInstant(now),
    };
}

function stageComment(transaction: Transaction, ticket: TicketRecord, comment: Comment): void {
  transaction.set(keys.comment(Number(ticket.id), comment.number), comment);
  addWords(transaction, getPosition(ticket), extractWords(comment.body));
}
