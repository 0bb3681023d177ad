/** Validation of tickets to import. */

import type { TicketToImport } from "../../archive.ts";
import type { Actor, TicketEvent } from "../../event.ts";
import { type Comment, LIMITS, MAX_EXTERNAL_ID_LENGTH, PRIORITIES, type TicketRecord } from "../../ticket.ts";
import { parseAttachments, parseComment, parseEscalation, parseState } from "./ticket_parts.ts";
import { parseCustomState } from "./custom_state.ts";
import { checkEventOrder } from "./history.ts";
import { parseAllLinks } from "./links.ts";
import { checkPastTimes, orderClosing } from "./past_times.ts";
import { toTicketLines } from "./one_line_fields.ts";
import {
  check,
  formatInstant,
  parseChoice,
  parseInstant,
  parseRequiredText,
  parseText,
  toCanonicalJson,
} from "../values/mod.ts";
import { createTicketRecord, parseNewTicket, parseTicketId, toDelivered } from "../tickets/mod.ts";
import { requireErasedHistory } from "../customers/mod.ts";
import { createTicketEvent, replayTicket } from "../history/mod.ts";

/** A valid ticket. The record's id is empty if the ticket had none. */
export interface ParsedTicket {
  record: TicketRecord;
  description: string;
  comments: Comment[];
  events: readonly TicketEvent[];
}

/** Leaves room for new tickets, whose ids continue after the highest one. */
const MAX_ID = 999_999_999_999;

/**
 * Validates a ticket and adds defaults for missing fields.
 *
 * @param now In milliseconds since the epoch.
 * @throws {DeskError} `invalid` with the reason.
 */
export function parseArchivedTicket(given: TicketToImport, now: number): ParsedTicket {
  const { ticket, comments = [], events = [] } = toTicketLines(given);
  const fields = parseNewTicket({
    ...ticket,
    priority: parseChoice("priority", ticket.priority ?? "medium", PRIORITIES),
  });
  const created_at = parseCreation(ticket, now);
  const updated_at = parseInstant("updated_at", ticket.updated_at ?? ticket.closed_at ?? created_at);
  const record: TicketRecord = {
    ...createTicketRecord(ticket.id ?? "", fields, created_at),
    ...parseState(ticket, updated_at),
    escalation: ticket.escalation ? parseEscalation(ticket.escalation) : null,
    merged_into: ticket.merged_into ?? null,
    external_id: ticket.external_id
      ? parseRequiredText("external_id", ticket.external_id, MAX_EXTERNAL_ID_LENGTH)
      : null,
    claimed_until: ticket.claimed_until ? parseInstant("claimed_until", ticket.claimed_until) : null,
    comment_count: comments.length,
    attachments: parseAttachments(ticket.attachments ?? []),
    revision: ticket.revision ?? 1,
    updated_at,
    ...ticket.reopened_at && { reopened_at: parseInstant("reopened_at", ticket.reopened_at) },
    ...parseMessageTimes(ticket),
    ...parseWaits(ticket),
    ...parseAllLinks(ticket, checkId),
    ...ticket.continued_in !== undefined && { continued_in: ticket.continued_in },
    ...parseCustomState(ticket),
  };
  const parsed = comments.map((comment, index) => parseComment(comment, index + 1, created_at));
  const checked = {
    record: events.length > 0 ? record : addMessageTimes(record, parsed),
    description: fields.description,
    comments: parsed,
    events,
  };
  checkConsistency(record);
  requireErasedHistory(record.customer, isErased(record, events));
  check(
    (ticket.comment_count ?? comments.length) === comments.length,
    "comment_count differs from the number of comments.",
  );
  if (events.length > 0) {
    checkTicketHistory(checked);
    return checked;
  }
  check(record.revision === 1, `revision is ${record.revision}, but the history is missing.`);
  checkPastTimes(record, parsed, now);
  return { ...checked, record: orderClosing(checked.record) };
}

/** A ticket without a time of creation was created when its other times say that it was there, or else now. */
function parseCreation({ created_at, closed_at, updated_at }: TicketToImport["ticket"], now: number): string {
  if (created_at) return parseInstant("created_at", created_at);
  const latest = formatInstant(now);
  const known = [
    closed_at ? parseInstant("closed_at", closed_at) : latest,
    updated_at ? parseInstant("updated_at", updated_at) : latest,
  ];
  return [latest, ...known].sort()[0]!;
}

/** Recognizes a ticket that was erased. */
function isErased({ status }: TicketRecord, events: readonly TicketEvent[]): boolean {
  return status === "closed" && events.some(({ what }) => what === "erased");
}

/** A ticket without a history records the times of its comments. */
function addMessageTimes(record: TicketRecord, comments: readonly Comment[]): TicketRecord {
  const first = comments.find(({ kind }) => kind === "reply")?.at;
  const last = comments.findLast(({ kind }) => kind === "customer")?.at;
  return {
    ...record,
    ...first !== undefined && record.first_reply_at === undefined && { first_reply_at: first },
    ...last !== undefined && record.last_customer_message_at === undefined && { last_customer_message_at: last },
  };
}

function parseMessageTimes({ first_reply_at: first, last_customer_message_at: last }: TicketToImport["ticket"]) {
  return {
    ...first && { first_reply_at: parseInstant("first_reply_at", first) },
    ...last && { last_customer_message_at: parseInstant("last_customer_message_at", last) },
  };
}

/** A snooze or a pause that is over is null, and the history says so. */
function parseWaits({ status, paused_at, paused_ms, snoozed_until, due_by_hand }: TicketToImport["ticket"]) {
  const parse = (field: string, at: string | null) => at === null ? null : parseInstant(field, at);
  check(!snoozed_until || status !== "closed", "A snoozed ticket must not be closed.");
  check(!due_by_hand || status !== "closed", "A ticket with due_by_hand must not be closed.");
  check(paused_ms === undefined || paused_ms >= 0 && Number.isSafeInteger(paused_ms), "paused_ms must be a count.");
  return {
    ...paused_at !== undefined && { paused_at: parse("paused_at", paused_at) },
    ...paused_ms !== undefined && { paused_ms },
    ...snoozed_until !== undefined && { snoozed_until: parse("snoozed_until", snoozed_until) },
    ...due_by_hand !== undefined && { due_by_hand: parse("due_by_hand", due_by_hand) },
  };
}

/** Creates the only event of a ticket without a history. Its time is the time of the import. */
export function createImportedEvent(record: TicketRecord, by: Actor, now: number): TicketEvent {
  return { ...createTicketEvent("imported", null, record, { by }), at: formatInstant(now) };
}

function checkConsistency({ id, merged_into, continued_in, status, claimed_until, assignee }: TicketRecord): void {
  if (id !== "") checkId("id", id);
  if (merged_into !== null) checkId("merged_into", merged_into);
  check(merged_into === null || merged_into !== id, `merged_into cannot be ${id}, the ticket itself.`);
  if (continued_in !== undefined) checkId("continued_in", continued_in);
  check(merged_into === null || status === "closed", "A merged ticket must be closed.");
  check(
    claimed_until === null || (assignee !== null && status !== "closed"),
    "A claimed ticket needs an assignee and must not be closed.",
  );
}

function checkId(field: string, id: string): void {
  const number = parseTicketId(id);
  const problem = `${field} cannot be "${id.slice(0, 100)}". Ids are whole numbers from 1 to ${MAX_ID}.`;
  check(number !== null && number <= MAX_ID, problem);
}

function checkTicketHistory({ record, description, comments, events }: ParsedTicket): void {
  const { revision: _revision, updated_at: _at, ...state } = record;
  check(record.id !== "", "A history requires the id of its ticket.");
  check(events.every(({ ticket_id }) => ticket_id === record.id), "The history contains events of another ticket.");
  checkEventOrder(events, record);
  check(
    toCanonicalJson(replayTicket(events)) === toCanonicalJson({ ...state, description }),
    "The history does not replay to this ticket.",
  );
  for (const event of events) {
    checkTexts(event);
    const { comment } = event;
    check(
      !comment || toCanonicalJson(toDelivered(comment)) === toCanonicalJson(comments[comment.number - 1]),
      "The history contains a comment that the ticket does not have.",
    );
  }
}

/** Checks the sizes of the texts that the history keeps. */
function checkTexts({ earlier_text, before, after }: TicketEvent): void {
  if (earlier_text !== undefined) parseText("earlier_text", earlier_text, LIMITS.comment);
  for (const { description } of [before, after]) {
    if (description !== undefined) parseText("description", description, LIMITS.description);
  }
}
