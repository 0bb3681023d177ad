/** Whether a ticket from outside can be one of ours. */

import type { TicketToPut } from "../archive.ts";
import type { Actor, TicketEvent } from "../event.ts";
import { type Comment, PRIORITIES, type TicketRecord } from "../ticket.ts";
import { checkedAttachments, checkedComment, checkedEscalation, checkedState } from "./archived_parts.ts";
import { demandOrder } from "./archived_history.ts";
import { canonicalJson } from "./canonical_json.ts";
import { checkedInstant, demand, oneOf } from "./checks.ts";
import { instant } from "./instant.ts";
import { checkedNewTicket } from "./new_ticket.ts";
import { replay } from "./replay.ts";
import { requiredText } from "./text.ts";
import { ticketEvent } from "./ticket_event.ts";
import { numberOfId } from "./ticket_id.ts";
import { newTicketRecord } from "./ticket_record.ts";

/** A ticket that was checked. Where it came without an id, its record's is empty as yet. */
export interface CheckedTicket {
  record: TicketRecord;
  description: string;
  comments: Comment[];
  events: readonly TicketEvent[];
}

/** In UTF-16 code units. */
const LONGEST_EXTERNAL_ID = 200;
/** The next tickets count on from the highest id, so that there must be room above it. */
const HIGHEST_ID = 999_999_999_999;

/**
 * The ticket in the form in which it is kept, with defaults for what was left out.
 *
 * @param now In milliseconds since the epoch.
 * @throws {DeskError} `invalid` with the reason why it can't be taken.
 */
export function checkedTicket({ ticket, comments = [], events = [] }: TicketToPut, now: number): CheckedTicket {
  const fields = checkedNewTicket({ ...ticket, priority: oneOf("priority", ticket.priority ?? "medium", PRIORITIES) });
  const created_at = checkedInstant("created_at", ticket.created_at ?? instant(now));
  const updated_at = checkedInstant("updated_at", ticket.updated_at ?? ticket.closed_at ?? created_at);
  const record: TicketRecord = {
    ...newTicketRecord(ticket.id ?? "", fields, created_at),
    ...checkedState(ticket, updated_at),
    escalation: ticket.escalation ? checkedEscalation(ticket.escalation) : null,
    merged_into: ticket.merged_into ?? null,
    external_id: ticket.external_id ? requiredText("external id", ticket.external_id, LONGEST_EXTERNAL_ID) : null,
    claimed_until: ticket.claimed_until ? checkedInstant("claimed_until", ticket.claimed_until) : null,
    comment_count: comments.length,
    attachments: checkedAttachments(ticket.attachments ?? []),
    revision: ticket.revision ?? 1,
    updated_at,
  };
  const checked = {
    record,
    description: fields.description,
    comments: comments.map((comment, index) => checkedComment(comment, index + 1, created_at)),
    events,
  };
  demandSense(record);
  demand(
    (ticket.comment_count ?? comments.length) === comments.length,
    "Its comment_count isn't that of its comments.",
  );
  if (events.length > 0) demandHistory(checked);
  else demand(record.revision === 1, `It is at revision ${record.revision}, but the history of that is missing.`);
  return checked;
}

/** The one event of a ticket that came without a history; it happened `now`, whenever the ticket last changed before. */
export function importedEvent(record: TicketRecord, by: Actor, now: number): TicketEvent {
  return { ...ticketEvent("imported", null, record, { by }), at: instant(now) };
}

function demandSense({ id, merged_into, status, claimed_until, assignee }: TicketRecord): void {
  if (id !== "") demandId("id", id);
  if (merged_into !== null) demandId("merged_into", merged_into);
  demand(merged_into === null || status === "closed", "A ticket that was merged into another is closed.");
  demand(
    claimed_until === null || (assignee !== null && status !== "closed"),
    "A claim needs an assignee, and no closed ticket has one.",
  );
}

function demandId(field: string, id: string): void {
  const number = numberOfId(id);
  const problem = `The ${field} can't be "${id.slice(0, 100)}": ids are whole numbers from 1 to ${HIGHEST_ID}.`;
  demand(number !== null && number <= HIGHEST_ID, problem);
}

function demandHistory({ record, description, comments, events }: CheckedTicket): void {
  const { revision: _revision, updated_at: _at, ...state } = record;
  demand(record.id !== "", "A history needs the id of its ticket.");
  demand(events.every(({ ticket_id }) => ticket_id === record.id), "Its history has events of another ticket.");
  demandOrder(events, record);
  demand(
    canonicalJson(replay(events)) === canonicalJson({ ...state, description }),
    "Its history gives another ticket when it is replayed.",
  );
  for (const { comment } of events) {
    demand(
      !comment || canonicalJson(comment) === canonicalJson(comments[comment.number - 1]),
      "Its history has a comment that the ticket hasn't.",
    );
  }
}
