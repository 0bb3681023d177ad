/** Counts over the whole desk: from the counters, and from the lists of due tickets. */

import type { Stats } from "../../tickets.ts";
import { isWaiting } from "../../rules/tickets/mod.ts";
import { PRIORITIES, type Status, STATUSES, type TicketRecord } from "../../ticket.ts";
import { type Counter, getAll, type Key, type KeyValueStore, toKeyIdentity } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import type { ReportClock } from "./report_reader.ts";

type GetCount = (key: Key) => number;

/** The most tickets that are counted one by one. */
const MAX_COUNTED = 10_000;

/** Reads all counts. Those from the counters come from one snapshot. */
export async function readStats(kv: KeyValueStore, clock: ReportClock): Promise<Stats> {
  const getCount = await readCounters(kv);
  const unassigned = tally(PRIORITIES, (priority) => getCount(keys.countUnassigned(priority)));
  const by_status = tally(STATUSES, (status) => sumStatus(getCount, status));
  const active = STATUSES.filter((status) => status !== "closed");
  const snoozed = await readSnoozed(kv);
  const countSnoozed = (matches: (ticket: TicketRecord) => boolean) => snoozed.filter(matches).length;
  const countQueued = async (from: number, to: number) =>
    Math.max(0, await countDue(kv, from, to) - countSnoozed((ticket) => isDue(ticket, from, to)));
  return {
    total: sum(Object.values(by_status)),
    by_status,
    by_priority: tally(PRIORITIES, (priority) => sum(active.map((status) => getCount(keys.count(status, priority))))),
    unassigned: sum(Object.values(unassigned)),
    unassigned_by_priority: unassigned,
    waiting: Math.max(0, getCount(keys.countWaiting) - countSnoozed(isWaiting)),
    overdue: await countQueued(-Infinity, clock.now),
    due_today: await countQueued(clock.now, getEndOfDay(clock)),
    snoozed: snoozed.length,
    snoozed_open: countSnoozed(({ status }) => status === "open"),
    customers: getCount(keys.countCustomers),
  };
}

/** Reads the snoozed tickets. They are in no queue. */
async function readSnoozed(kv: KeyValueStore): Promise<TicketRecord[]> {
  const entries = kv.list({ prefix: prefixes.snoozes }, { limit: MAX_COUNTED, batchSize: ENTRIES_PER_READ });
  const numbers = await Array.fromAsync(entries, ({ key }) => Number(key.at(-1)));
  const tickets = await getAll<TicketRecord>(kv, numbers.map(keys.ticket));
  return tickets.filter((ticket) => ticket !== null);
}

function isDue({ due_at }: TicketRecord, from: number, to: number): boolean {
  const due = due_at ? Date.parse(due_at) : NaN;
  return due >= from && due < to;
}

/** Counts the tickets that are due in a period (ms since the epoch, the end excluded). */
async function countDue(kv: KeyValueStore, from: number, to: number): Promise<number> {
  let count = 0;
  for (const isClaimable of [true, false]) {
    for (const rank of PRIORITIES.keys()) {
      const range = { start: keys.due(isClaimable, rank, from, 0), end: keys.due(isClaimable, rank, to, 0) };
      for await (const _ of kv.list(range, { limit: MAX_COUNTED - count, batchSize: ENTRIES_PER_READ })) count += 1;
      if (count === MAX_COUNTED) return count;
    }
  }
  return count;
}

const ENTRIES_PER_READ = 500;

function getEndOfDay({ timeZone, now }: ReportClock): number {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  return today.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
}

/** Reads the number of tickets with a status. */
export async function countByStatus(kv: KeyValueStore, status: Status): Promise<number> {
  return sumStatus(await readCounters(kv), status);
}

/** Reads all counters. There are fewer than thirty, which fit in one batch, and so come from one snapshot. */
async function readCounters(kv: KeyValueStore): Promise<GetCount> {
  const counts = new Map<string, number>();
  for await (const { key, value } of kv.list<Counter>({ prefix: prefixes.counters })) {
    counts.set(toKeyIdentity(key), Number(value.value));
  }
  return (key) => counts.get(toKeyIdentity(key)) ?? 0;
}

function sumStatus(getCount: GetCount, status: Status): number {
  return sum(PRIORITIES.map((priority) => getCount(keys.count(status, priority))));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function tally<Name extends string>(names: readonly Name[], count: (name: Name) => number): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, count(name)])) as Record<Name, number>;
}
