/** Merging a ticket into another. */

import { DeskError } from "../../errors.ts";
import { LIMITS, type TicketRecord } from "../../ticket.ts";
import { requireNotClosed, toClosed } from "./close.ts";
import type { Decision } from "./decision.ts";
import { truncate } from "../values/mod.ts";

/** Closes the duplicate and points it to the target. */
export function closeAsDuplicate(duplicate: TicketRecord, into: TicketRecord, at: string): Decision {
  const ticket = toClosed(duplicate, `Merged into ticket #${into.id}.`, at);
  return { what: "merged", ticket: { ...ticket, merged_into: into.id } };
}

/** Adds a note with the duplicate's description to the target. */
export function mergeDuplicate(into: TicketRecord, duplicate: TicketRecord, description: string): Decision {
  const first = `Ticket #${duplicate.id} (${duplicate.subject}, ${duplicate.customer}) was merged into this one.`;
  const body = truncate([first, description.trim()].filter(Boolean).join("\n\n"), LIMITS.comment);
  return { what: "merged", ticket: into, comment: { kind: "note", body } };
}

/** @throws {DeskError} `wrong_state` if either ticket is closed. */
export function requireMergeable(duplicate: TicketRecord, into: TicketRecord): void {
  requireNotClosed(duplicate, "is closed and cannot be merged", "Reopen it first (reopen_ticket).");
  if (into.merged_into !== null) {
    const text = `Ticket #${into.id} was merged into #${into.merged_into}. Merge into that ticket instead.`;
    throw new DeskError("wrong_state", text);
  }
  requireNotClosed(
    into,
    "is closed, so nothing can be merged into it",
    "Reopen it first (reopen_ticket), or merge in the other direction.",
  );
}

/** @throws {DeskError} `invalid` if both are the same ticket. */
export function requireDifferent(id: string, into: string): void {
  if (id !== into) return;
  throw new DeskError("invalid", `Ticket #${id} cannot be merged into itself. Name another ticket to merge into.`);
}
