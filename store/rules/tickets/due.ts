/** Due times as lists and reports use them. */

import type { TicketRecord } from "../../ticket.ts";

/** Returns the time from which deadlines count: the last reopening, or else the creation (ms since the epoch). */
export function getDueStart({ created_at, reopened_at }: { created_at: string; reopened_at?: string | null }): number {
  return Date.parse(reopened_at ?? created_at);
}

/**
 * Judges a first reply, or a closing other than as a duplicate, by the due time that the ticket had before.
 *
 * @returns True if it came in time, or nothing was due; undefined for other changes.
 */
export function judgeTime(before: TicketRecord, after: TicketRecord): boolean | undefined {
  const closedAt = before.status === "closed" || after.merged_into !== null ? null : after.closed_at;
  const at = before.first_reply_at === undefined ? after.first_reply_at ?? closedAt : closedAt;
  if (at === null) return undefined;
  return typeof before.due_at !== "string" || Date.parse(at) <= Date.parse(before.due_at);
}

/** The last instant of JavaScript, in milliseconds since the epoch. */
const NEVER = 8.64e15;

/**
 * Returns the time by which lists sort a ticket: its stored due time, in milliseconds since the epoch. Tickets without one
 * come last.
 */
export function getSortedDueTime({ due_at }: Pick<TicketRecord, "due_at">): number {
  return typeof due_at === "string" ? Date.parse(due_at) : NEVER;
}
