/** Making the events of which a ticket's history consists. */

import type { TicketEvent, TicketEventKind } from "../../event.ts";
import type { Comment, TicketRecord } from "../../ticket.ts";
import { createEventParts, type Origin } from "./event_parts.ts";

/** The event of the change from `before` (null: there was no ticket) to `after`; it holds the fields that differ. */
export function createTicketEvent(
  what: TicketEventKind,
  before: TicketRecord | null,
  after: TicketRecord,
  origin: Origin,
  comment?: Comment,
): TicketEvent {
  return { ticket_id: after.id, ...createEventParts(what, before, after, origin), ...(comment && { comment }) };
}
