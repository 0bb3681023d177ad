/** Escalating tickets to people. */

import { type Escalation, PRIORITIES, type Priority, type TicketRecord } from "../../ticket.ts";
import { requireNotClosed } from "./close.ts";
import type { Decision } from "./decision.ts";

/** An escalation whose priority a person chose, or is null if no one did. */
export type RequestedEscalation = Omit<Escalation, "priority"> & { priority: Priority | null };

/**
 * Escalates a ticket and sets its priority to the chosen one. Without a choice it is at least `medium`, and never lower
 * than before. A second escalation replaces the first; the history keeps both.
 */
export function escalateTicket(ticket: TicketRecord, { priority: chosen, ...request }: RequestedEscalation): Decision {
  requireNotClosed(ticket, "is closed and cannot be escalated", "Reopen it first (reopen_ticket).");
  const priority = chosen ?? getHigherPriority("medium", ticket.priority);
  return { what: "escalated", ticket: { ...ticket, priority, escalation: { priority, ...request } } };
}

function getHigherPriority(one: Priority, other: Priority): Priority {
  return PRIORITIES.indexOf(one) > PRIORITIES.indexOf(other) ? one : other;
}
