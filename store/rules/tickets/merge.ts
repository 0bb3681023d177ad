/** Closing a ticket as a duplicate of another. */

import { DeskError } from "../../errors.ts";
import { LIMITS, type TicketRecord } from "../../ticket.ts";
import { requireNotClosed, toClosed } from "./close.ts";
import type { Decision } from "./decision.ts";
import { truncate } from "../values/mod.ts";

/** The duplicate as it is afterwards: closed, and pointing at the ticket that goes on. */
export function closeAsDuplicate(duplicate: TicketRecord, into: TicketRecord, at: string): Decision {
  const ticket = toClosed(duplicate, `Merged into ticket #${into.id}.`, at);
  return { what: "merged", ticket: { ...ticket, merged_into: into.id } };
}

/** The ticket that goes on: a note tells what the duplicate said. */
export function mergeDuplicate(into: TicketRecord, duplicate: TicketRecord, description: string): Decision {
  const first = `Ticket #${duplicate.id} (${duplicate.subject}, ${duplicate.customer}) was merged into this one.`;
  const body = truncate([first, description.trim()].filter(Boolean).join("\n\n"), LIMITS.comment);
  return { what: "merged", ticket: into, comment: { kind: "note", body } };
}

/** @throws {DeskError} `wrong_state` when either is closed (as a merged one is). */
export function requireMergeable(duplicate: TicketRecord, into: TicketRecord): void {
  requireNotClosed(duplicate, "is closed, so it can't be merged", "Reopen it first (reopen_ticket).");
  if (into.merged_into !== null) {
    const text = `Ticket #${into.id} was itself merged into #${into.merged_into}: merge into that one.`;
    throw new DeskError("wrong_state", text);
  }
  requireNotClosed(
    into,
    "is closed, so nothing can be merged into it",
    "Reopen it first (reopen_ticket), or merge the other way round.",
  );
}

/** @throws {DeskError} `invalid` when both are the same ticket. */
export function requireDifferent(id: string, into: string): void {
  if (id !== into) return;
  throw new DeskError("invalid", `Ticket #${id} can't be merged into itself: name the ticket that goes on.`);
}
