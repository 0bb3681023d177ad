/** Reverting a change of a ticket. */

import type { TicketEvent } from "../../event.ts";
import type { TicketRecord } from "../../ticket.ts";
import { isSnoozeOver, wakeTicket } from "../deadlines/mod.ts";
import { type Decision, expireClaimAt } from "../tickets/mod.ts";

/** Fields that follow from the status. */
const DERIVED = new Set(["paused_at", "paused_ms"]);

/** The values of fields that a ticket may lack, and has after a change. */
const EMPTY: Readonly<Record<string, unknown>> = { custom: {}, fixed_fields: [] };

/**
 * Gives a ticket the values that an event changed. A claim or a snooze that would be over does not come back.
 *
 * @param ticket As it was after the event.
 * @param at The time of the reversal.
 */
export function revertChange(
  ticket: TicketRecord,
  { before, after }: Pick<TicketEvent, "before" | "after">,
  at: string,
): Decision {
  const values: Record<string, unknown> = before;
  const fields = Object.keys(after).filter((field) => !DERIVED.has(field));
  const reverted: TicketRecord = {
    ...ticket,
    ...Object.fromEntries(fields.map((field) => [field, values[field] ?? EMPTY[field] ?? null])),
  };
  const now = Date.parse(at);
  const released = expireClaimAt(reverted, now);
  return { what: "undone", ticket: isSnoozeOver(released, now) ? wakeTicket(released) : released };
}
