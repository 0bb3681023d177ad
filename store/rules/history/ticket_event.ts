import type { TicketEvent, TicketEventKind } from "../../event.ts";
import type { Comment, TicketRecord } from "../../ticket.ts";
import { createEventParts, type Origin } from "./event_parts.ts";

/**
 * Creates the event of a change with the fields that differ.
 *
 * @param before Null if the ticket is new.
 */
export function createTicketEvent(
  what: TicketEventKind,
  before: TicketRecord | null,
  after: TicketRecord,
  origin: Origin,
  comment?: Comment,
): TicketEvent {
  return {
    ticket_id: after.id,
    ...createEventParts(what, before, after, origin),
    ...comment && { comment },
    ...origin.batch_id !== undefined && { batch_id: origin.batch_id },
  };
}
