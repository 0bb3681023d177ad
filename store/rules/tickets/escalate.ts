/** Escalating tickets to people. */

import type { Escalation, TicketRecord } from "../../ticket.ts";
import { requireNotClosed } from "./close.ts";
import type { Decision } from "./decision.ts";

/**
 * Escalates a ticket and sets its priority to the escalation's. A second escalation replaces the first; the history
 * keeps both.
 */
export function escalateTicket(ticket: TicketRecord, escalation: Escalation): Decision {
  requireNotClosed(ticket, "is closed and cannot be escalated", "Reopen it first (reopen_ticket).");
  return { what: "escalated", ticket: { ...ticket, priority: escalation.priority, escalation } };
}
