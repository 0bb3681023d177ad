/** The due time of a ticket: the next target that is not met yet. */

import type { Tier } from "../../customer.ts";
import type { DueTarget, TicketRecord } from "../../ticket.ts";
import { formatInstant } from "../values/mod.ts";
import type { DeadlinePolicy } from "./policy.ts";

/** The fields of a record that follow from the others and from the policy. */
export type DueFields = Required<Pick<TicketRecord, "due_at" | "due_for">>;

/** The due time of a ticket that has no deadline, or whose clock is stopped. */
export const NOT_DUE: DueFields = { due_at: null, due_for: null };

/** Returns true for statuses in which deadlines wait: someone else has to act. */
export function isPaused({ status }: Pick<TicketRecord, "status">): boolean {
  return status === "pending" || status === "on_hold";
}

/** Returns true if the change of a ticket may move its due time. */
export function movesDueTime(before: TicketRecord, after: TicketRecord): boolean {
  return before.status !== after.status || before.priority !== after.priority ||
    before.reopened_at !== after.reopened_at || hasReply(before) !== hasReply(after) ||
    before.customer !== after.customer || before.due_by_hand !== after.due_by_hand;
}

/**
 * Computes when the ticket is due, and for what. A time that a person set is for the resolution, and wins over the policy. The
 * times of a reopened ticket count from its last reopening; the reply before it remains the first one.
 */
export function computeDue(ticket: TicketRecord, tier: Tier, policy: DeadlinePolicy): DueFields {
  if (ticket.status !== "open") return NOT_DUE;
  if (ticket.due_by_hand) return { due_at: ticket.due_by_hand, due_for: "resolution" };
  const targets: DueTarget[] = hasReply(ticket) ? ["resolution"] : ["first_reply", "resolution"];
  for (const target of targets) {
    const limit = policy.getLimit(target, tier, ticket.priority);
    if (limit === null) continue;
    const start = Date.parse(ticket.reopened_at ?? ticket.created_at);
    const due = policy.time.add(start, limit + (ticket.paused_ms ?? 0));
    return { due_at: formatInstant(due), due_for: target };
  }
  return NOT_DUE;
}

/** Tickets of earlier versions do not have the time of their first reply. */
function hasReply({ first_reply_at, is_unanswered }: TicketRecord): boolean {
  return first_reply_at !== undefined || is_unanswered === false;
}

/**
 * Records the start or the end of a pause. Pauses that are over keep the length that they had under the policy of their
 * time. A closing does not end a pause: if the closing is undone, the ticket has waited all the time.
 *
 * @param at The time of the change, as an ISO 8601 instant.
 * @param policy Null if the ticket is not open after the change.
 */
export function trackPause(
  before: TicketRecord,
  after: TicketRecord,
  at: string,
  policy: DeadlinePolicy | null,
): TicketRecord {
  if (before.reopened_at !== after.reopened_at) return startOver(after);
  const since = getPauseStart(before);
  if (after.status === "open") {
    if (since === null) return after;
    const pause = isPaused(before) ? policy?.time.measure(Date.parse(since), Date.parse(at)) ?? 0 : 0;
    return { ...after, paused_at: null, paused_ms: (before.paused_ms ?? 0) + pause };
  }
  const paused_at = since ?? (isPaused(after) ? at : null);
  return paused_at === (after.paused_at ?? null) ? after : { ...after, paused_at };
}

/** Returns the start of the pause that a ticket is in, or was in when it was closed; null if there is none. */
function getPauseStart({ status, paused_at, updated_at }: TicketRecord): string | null {
  if (status === "open") return null;
  // Imports and stores of earlier versions do not have the start of the pause.
  return paused_at ?? (status === "closed" ? null : updated_at);
}

function startOver(ticket: TicketRecord): TicketRecord {
  return {
    ...ticket,
    ...ticket.paused_ms !== undefined && { paused_ms: 0 },
    ...ticket.paused_at !== undefined && { paused_at: null },
  };
}
