/** Closing and reopening. */

import { DeskError } from "../../errors.ts";
import type { Decision } from "./decision.ts";
import type { TicketRecord } from "../../ticket.ts";

/** Closes a ticket. A claim ends with it, though the assignee stays: that is who did the work. */
export function closeTicket(ticket: TicketRecord, resolution: string, at: string): Decision {
  requireNotClosed(ticket, "is already closed", "To give it another resolution, reopen it first (reopen_ticket).");
  return { what: "closed", ticket: toClosed(ticket, resolution, at) };
}

/**
 * Opens a closed ticket again, with a note that says why. It goes back to those that wait for an owner, because whoever
 * closed it may be an agent that is gone; it is no longer merged into another.
 */
export function reopenTicket(ticket: TicketRecord, reason: string): Decision {
  if (ticket.status !== "closed") {
    throw new DeskError("wrong_state", `Ticket #${ticket.id} is ${ticket.status}, so there is nothing to reopen.`);
  }
  return {
    what: "reopened",
    ticket: { ...ticket, status: "open", resolution: null, closed_at: null, assignee: null, merged_into: null },
    comment: { kind: "note", body: `Reopened: ${reason}` },
  };
}

/** The ticket as it is once closed. */
export function toClosed(ticket: TicketRecord, resolution: string, at: string): TicketRecord {
  return { ...ticket, status: "closed", resolution, closed_at: at, claimed_until: null };
}

/** @throws {DeskError} `wrong_state` with both phrases, when the ticket is closed. */
export function requireNotClosed(ticket: TicketRecord, problem: string, wayOut: string): void {
  if (ticket.status === "closed") throw new DeskError("wrong_state", `Ticket #${ticket.id} ${problem}. ${wayOut}`);
}
