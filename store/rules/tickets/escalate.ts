/** Flagging a ticket for people. */

import type { Escalation, TicketRecord } from "../../ticket.ts";
import { requireNotClosed } from "./close.ts";
import type { Decision } from "./decision.ts";

/** Escalates a ticket, which gets the escalation's priority. Escalating it once more replaces the flag; the history has both. */
export function escalateTicket(ticket: TicketRecord, escalation: Escalation): Decision {
  requireNotClosed(ticket, "is closed, so it can't be escalated", "Reopen it first (reopen_ticket).");
  return { what: "escalated", ticket: { ...ticket, priority: escalation.priority, escalation } };
}
