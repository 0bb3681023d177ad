/** The only place where tickets change: a rule decides, and everything that follows is staged here. */

import { truncate } from "../../../base/text/truncate.ts";
import type { ChangeContext } from "../../desk.ts";
import { DeskError } from "../../errors.ts";
import { isErasedAddress, isErasedTicket } from "../../rules/customers/mod.ts";
import type { TicketEvent } from "../../event.ts";
import { createTicketEvent, getResponsibleName, type Origin } from "../../rules/history/mod.ts";
import { movesDueTime, trackPause } from "../../rules/deadlines/mod.ts";
import {
  type Decide,
  type Decision,
  DESK_ACTOR,
  isUnanswered,
  judgeTime,
  listLapses,
  toDelivered,
} from "../../rules/tickets/mod.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import {
  listAuthorChanges,
  listCommentChanges,
  listRecordChanges,
  listTextChanges,
} from "../../search/analysis/mod.ts";
import { listFacts } from "../../reports/mod.ts";
import { type Comment, LIMITS, type TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import { addDueTime, keepOverdueTarget, readPolicy, recordMovedDeadline } from "../deadlines/mod.ts";
import { reindexTicket, stageUpdate } from "../index/mod.ts";
import { keys, toTicketEventKey } from "../schema/mod.ts";
import { readTicket } from "./read_ticket.ts";
import { addEarlierTexts, stageTexts } from "./earlier_texts.ts";
import { toStoredEvent } from "./ticket_events.ts";

/**
 * Changes a ticket as `decide` says. An expired claim and a snooze that is over end first, with separate events and
 * revisions, so rules and readers alike see the ticket without them.
 *
 * @returns The ticket after the change, or the current ticket if nothing changes.
 * @throws {DeskError} `wrong_state` if the customer was erased. A ticket that still has words can get another customer.
 */
export async function changeTicket(
  transaction: Transaction,
  ticket: TicketRecord,
  decide: Decide,
  origin: Origin,
): Promise<TicketRecord> {
  if (isErasedTicket(ticket)) requireCustomerNotErased(ticket);
  const lapses = listLapses(ticket, transaction.now);
  const seen = lapses.at(-1)?.ticket ?? ticket;
  const decision = decide(seen, formatInstant(transaction.now));
  if (decision === null) return seen;
  if (decision.ticket.customer === ticket.customer) requireCustomerNotErased(ticket);
  let before = ticket;
  for (const lapse of lapses) before = await stageChange(transaction, before, lapse, { by: DESK_ACTOR });
  return await stageChange(transaction, before, decision, origin);
}

/**
 * Rejects words in a ticket of an erased customer: no erasure would find them again.
 *
 * @throws {DeskError} `wrong_state`
 */
export function requireCustomerNotErased({ id, customer }: TicketRecord): void {
  if (!isErasedAddress(customer)) return;
  throw new DeskError(
    "wrong_state",
    `The customer of ticket #${id} was erased, and the ticket cannot change. Create a new ticket instead (create_ticket).`,
    { reasons: [{ code: "customer_erased", email: customer }] },
  );
}

/** Stages a decided change with its revision, event, comment, indices and counters. */
export async function stageChange(
  transaction: Transaction,
  before: TicketRecord,
  decision: Decision,
  origin: Origin,
): Promise<TicketRecord> {
  const comment = createComment(transaction, before, decision, origin);
  const at = decision.at ?? formatInstant(transaction.now);
  const isMoved = movesDueTime(before, decision.ticket);
  const policy = isMoved && decision.ticket.status === "open" ? await readPolicy(transaction) : null;
  const changed = trackPause(
    before,
    {
      ...decision.ticket,
      comment_count: comment?.number ?? before.comment_count,
      revision: before.revision + 1,
      updated_at: at,
    },
    at,
    policy,
  );
  const created = createTicketEvent(decision.what, before, changed, origin, comment ?? decision.edited?.comment);
  const event = addEarlierTexts(addOfMerged(created, before, decision), decision);
  const inTime = judgeTime(before, changed);
  if (inTime !== undefined) event.in_time = inTime;
  // The history does not record these, which follow from the others.
  if (comment) changed.is_unanswered = isUnanswered([comment], before.is_unanswered);
  const after = isMoved
    ? keepOverdueTarget(transaction, before, await addDueTime(transaction, changed, { policy }))
    : changed;
  const number = Number(after.id);
  transaction.set(keys.ticket(number), after);
  if (comment) transaction.set(keys.comment(number, comment.number), comment);
  await stageIndexChanges(transaction, before, after, comment, decision.description);
  await stageTexts(transaction, event, decision);
  transaction.recordFacts(listFacts(before, after, event, after.report_tier ?? "free"));
  const authors = [getResponsibleName(origin.by), ...comment ? [comment.author] : []];
  if (before.customer !== after.customer) authors.push(before.customer);
  transaction.changeIndex(number, listAuthorChanges(authors));
  stageUpdate(transaction, before, after);
  transaction.set(keys.ticketEvent(number, after.revision), toStoredEvent(event));
  reindexTicket(transaction, before, after);
  transaction.recordChange({ kind: "ticket", id: after.id });
  if (isMoved) await recordMovedDeadline(transaction, before, after);
  return after;
}

/** Adds the links that tickets merged into it lose: the ticket showed them. */
function addOfMerged(event: TicketEvent, { links = [] }: TicketRecord, { ticket, ofMerged }: Decision): TicketEvent {
  if (ofMerged === undefined) return event;
  return {
    ...event,
    before: { ...event.before, links: [...links, ...ofMerged] },
    after: { ...event.after, links: ticket.links ?? [] },
  };
}

function createComment(
  { now }: Transaction,
  before: TicketRecord,
  { comment }: Decision,
  { by }: Origin,
): Comment | undefined {
  if (comment === undefined) return undefined;
  const { kind, body } = comment;
  const author = comment.author ?? truncate(getResponsibleName(by), LIMITS.name);
  return { number: before.comment_count + 1, author, ...toDelivered({ kind }), body, at: formatInstant(now) };
}

async function stageIndexChanges(
  transaction: Transaction,
  before: TicketRecord,
  after: TicketRecord,
  comment: Comment | undefined,
  changed: Decision["description"],
): Promise<void> {
  const number = Number(after.id);
  const changes = await listRecordChanges(before, after);
  if (comment) changes.push(...await listCommentChanges(comment.body));
  if (before.subject !== after.subject || changed !== undefined) {
    const texts = changed ?? await readUnchanged(transaction, number);
    const old = { subject: before.subject, description: texts.before };
    changes.push(...await listTextChanges(old, { subject: after.subject, description: texts.after }));
  }
  transaction.changeIndex(number, changes);
}

async function readUnchanged(transaction: Transaction, number: number): Promise<Record<"before" | "after", string>> {
  const description = await transaction.get<string>(keys.description(number)) ?? "";
  return { before: description, after: description };
}

/**
 * Stages the event of a change that a person did not approve. The ticket stays unchanged.
 *
 * @throws {DeskError} `not_found`
 */
export async function stageTicketRefusal(
  transaction: Transaction,
  number: number,
  context: ChangeContext,
): Promise<void> {
  const ticket = await readTicket(transaction, number, undefined);
  const event = {
    ...createTicketEvent("not_approved", ticket, ticket, context),
    at: formatInstant(transaction.now),
  };
  transaction.set(toTicketEventKey(number, event, crypto.randomUUID()), toStoredEvent(event));
  transaction.recordChange({ kind: "ticket", id: ticket.id });
}
