/** The counters of due and snoozed tickets. Snoozed tickets are in no queue, and so do not count as due. */

import { isWaiting } from "../../rules/tickets/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { Key } from "../port/mod.ts";
import { keys, prefixes, type QueueCountsState } from "../schema/mod.ts";

/** In milliseconds. */
export const HOUR = 3_600_000;

/** Returns the hour since the epoch that contains an instant (ms since the epoch). */
export function toHour(instant: number): number {
  return Math.floor(instant / HOUR);
}

/** Lists the counters that count the ticket as due or as snoozed. */
export function listQueueCounters(ticket: TicketRecord): Key[] {
  if (ticket.snoozed_until) {
    return [
      keys.countSnoozed,
      ...ticket.status === "open" ? [keys.countSnoozedOpen] : [],
      ...isWaiting(ticket) ? [keys.countSnoozedWaiting] : [],
    ];
  }
  if (ticket.status === "closed" || !ticket.due_at) return [];
  return [keys.countDue, keys.countDueHour(toHour(Date.parse(ticket.due_at)))];
}

const NAMES = new Set([
  ...[keys.countSnoozed, keys.countSnoozedOpen, keys.countSnoozedWaiting, keys.countDue].map(([, name]) => name),
  prefixes.dueHours[1],
]);

/** Reports whether a counter counts due or snoozed tickets. */
export function isQueueCounter([, name]: Key): boolean {
  return NAMES.has(name);
}

/** @param state The value of `keys.queueCounts`; null for a store of an earlier version. */
export function isAllCounted(state: unknown): boolean {
  return (state as QueueCountsState | null)?.isComplete === true;
}
