/** Due times, from tier and priority. */

import type { Tier } from "../../customer.ts";
import type { Priority, Status, TicketRecord } from "../../ticket.ts";

const HOURS: Record<Tier, Record<Priority, number>> = {
  enterprise: { urgent: 1, high: 4, medium: 8, low: 24 },
  pro: { urgent: 4, high: 8, medium: 24, low: 48 },
  free: { urgent: 8, high: 24, medium: 72, low: 120 },
};
const HOUR = 60 * 60 * 1000;

/** The times of a ticket that its due time depends on. */
interface Times {
  created_at: string;
  reopened_at?: string | null;
}

/** @returns An ISO 8601 instant, or null for a closed ticket. */
export function getDueTime(ticket: Times & { status: Status; priority: Priority }, tier: Tier): string | null {
  if (ticket.status === "closed") return null;
  return new Date(getDueInstant(getDueStart(ticket), ticket.priority, tier)).toISOString();
}

/** Returns the time from which the due time counts: the last reopening, or else the creation (ms since the epoch). */
export function getDueStart({ created_at, reopened_at }: Times): number {
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

/** Returns the time by which lists sort a ticket: its stored due time, in milliseconds since the epoch. */
export function getSortedDueTime({ due_at }: Pick<TicketRecord, "due_at">): number {
  return typeof due_at === "string" ? Date.parse(due_at) : NEVER;
}

/** Returns the due time, in milliseconds since the epoch. */
function getDueInstant(start: number, priority: Priority, tier: Tier): number {
  return start + HOURS[tier][priority] * HOUR;
}
