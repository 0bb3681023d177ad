/** Counts over the whole desk. */

import type { Stats } from "../../tickets.ts";
import { PRIORITIES, type Status, STATUSES } from "../../ticket.ts";
import { type Key, type KeyValueStore, toKeyIdentity } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { DeskCounts, readCounters } from "./desk_counts.ts";
import type { ReportClock } from "./report_reader.ts";

/** Reads all counts from counters, so that their cost does not depend on the number of tickets. */
export async function readStats(kv: KeyValueStore, clock: ReportClock): Promise<Stats> {
  const counts = await DeskCounts.read(kv, clock.now);
  const unassigned = tally(PRIORITIES, (priority) => counts.get(keys.countUnassigned(priority)));
  const by_status = tally(STATUSES, (status) => sum(listCounters(status).map((key) => counts.get(key))));
  const active = STATUSES.filter((status) => status !== "closed");
  const due = await counts.countDueFrom(clock.now);
  const dueLater = await counts.countDueFrom(getEndOfDay(clock));
  return {
    total: sum(Object.values(by_status)),
    by_status,
    by_priority: tally(PRIORITIES, (priority) => sum(active.map((status) => counts.get(keys.count(status, priority))))),
    unassigned: sum(Object.values(unassigned)),
    unassigned_by_priority: unassigned,
    // A ticket may change between the reads.
    waiting: Math.max(0, counts.get(keys.countWaiting) - counts.get(keys.countSnoozedWaiting)),
    overdue: Math.max(0, counts.get(keys.countDue) - due),
    due_today: Math.max(0, due - dueLater),
    snoozed: counts.get(keys.countSnoozed),
    snoozed_open: counts.get(keys.countSnoozedOpen),
    customers: counts.get(keys.countCustomers),
  };
}

function getEndOfDay({ timeZone, now }: ReportClock): number {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  return today.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
}

/** Reads the number of tickets with a status. */
export async function countByStatus(kv: KeyValueStore, status: Status): Promise<number> {
  const counts = await readCounters(kv);
  return sum(listCounters(status).map((key) => counts.get(toKeyIdentity(key))?.count ?? 0));
}

/** Lists the counters of the tickets with a status. */
function listCounters(status: Status): Key[] {
  return PRIORITIES.map((priority) => keys.count(status, priority));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function tally<Name extends string>(names: readonly Name[], count: (name: Name) => number): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, count(name)])) as Record<Name, number>;
}
