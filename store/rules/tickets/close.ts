/** Closing and reopening. */

import { DeskError } from "../../errors.ts";
import { wakeTicket } from "../deadlines/mod.ts";
import type { Decision } from "./decision.ts";
import type { TicketRecord } from "../../ticket.ts";

/** Closes a ticket. This ends a claim but keeps the assignee, who did the work. */
export function closeTicket(ticket: TicketRecord, resolution: string, at: string): Decision {
  requireNotClosed(
    ticket,
    "is already closed",
    "To change the resolution, reopen it first (reopen_ticket).",
    "ticket_already_closed",
  );
  return { what: "closed", ticket: toClosed(ticket, resolution, at) };
}

/**
 * Reopens a closed ticket and adds a note with the reason. The ticket loses its assignee, because the agent that closed
 * it may be gone, and is no longer merged. Its deadlines count from now on.
 */
export function reopenTicket(ticket: TicketRecord, reason: string, at: string): Decision {
  if (ticket.status !== "closed") {
    throw new DeskError(
      "wrong_state",
      `Ticket #${ticket.id} is ${ticket.status}. Only closed tickets can be reopened.`,
      { reasons: [{ code: "ticket_not_closed", id: ticket.id }] },
    );
  }
  return {
    what: "reopened",
    ticket: {
      ...ticket,
      status: "open",
      resolution: null,
      closed_at: null,
      reopened_at: at,
      assignee: null,
      merged_into: null,
    },
    comment: { kind: "note", body: `Reopened: ${reason}` },
  };
}

/** Returns the ticket in its closed state. */
export function toClosed(ticket: TicketRecord, resolution: string, at: string): TicketRecord {
  const ended = { ...wakeTicket(ticket), ...ticket.due_by_hand && { due_by_hand: null } };
  return { ...ended, status: "closed", resolution, closed_at: at, claimed_until: null };
}

/**
 * @param problem Completes the sentence "Ticket #42 …".
 * @throws {DeskError} `wrong_state` if the ticket is closed.
 */
export function requireNotClosed(
  { id, status }: TicketRecord,
  problem: string,
  advice: string,
  code: "ticket_closed" | "ticket_already_closed" = "ticket_closed",
): void {
  if (status !== "closed") return;
  throw new DeskError("wrong_state", `Ticket #${id} ${problem}. ${advice}`, { reasons: [{ code, id }] });
}
