/**
 * The counters of the desk. Those of due and snoozed tickets are not in stores of earlier versions until the background has
 * added them: until then, the lists are counted instead.
 */

import { toBatches } from "../../../base/values/to_batches.ts";
import { getSortedDueTime } from "../../rules/tickets/mod.ts";
import { PRIORITIES, type TicketRecord } from "../../ticket.ts";
import { getAllSound } from "../forms/mod.ts";
import { type Key, type KeyRange, type KeyValueStore, readCounter, toKeyIdentity } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import { HOUR, isAllCounted, isQueueCounter, listQueueCounters, toHour } from "./queue_counters.ts";

const ENTRIES_PER_READ = 500;

/** The place of tickets without a due time in the lists. */
const NEVER = getSortedDueTime({});

/** Counts with their keys, by the identities of these. */
export type CountsByKey = Map<string, { key: Key; count: number }>;

/** The counts at one time. */
export class DeskCounts {
  private constructor(private readonly kv: KeyValueStore, private readonly counts: CountsByKey) {}

  /** @param now In milliseconds since the epoch. Tickets that were due in hours before are not told apart. */
  static async read(kv: KeyValueStore, now: number): Promise<DeskCounts> {
    const { value } = await kv.get(keys.queueCounts);
    const counts = await readCounters(kv, { firstHour: toHour(now) });
    if (isAllCounted(value)) return new DeskCounts(kv, counts);
    const others = [...counts].filter(([, { key }]) => !isQueueCounter(key));
    return new DeskCounts(kv, new Map([...others, ...await countLists(kv)]));
  }

  /** @param key The key of a counter. */
  get(key: Key): number {
    return this.counts.get(toKeyIdentity(key))?.count ?? 0;
  }

  /** Counts the tickets that are due at an instant (ms since the epoch) or later, and not snoozed. */
  async countDueFrom(instant: number): Promise<number> {
    const hour = toHour(instant);
    const isStart = hour * HOUR === instant;
    let due = 0;
    for (const { key: [, name, other], count } of this.counts.values()) {
      if (name === prefixes.dueHours[1] && (isStart ? Number(other) >= hour : Number(other) > hour)) due += count;
    }
    if (isStart || this.get(keys.countDueHour(hour)) === 0) return due;
    return due + await countWithin(this.kv, instant, (hour + 1) * HOUR);
  }
}

/**
 * Reads counters. There are fewer than thirty beside those of hours, which fit in one batch, and so come from one snapshot.
 *
 * @param options.firstHour The first hour to read the number of due tickets of (default: none).
 */
export async function readCounters(
  kv: KeyValueStore,
  { firstHour }: { firstHour?: number } = {},
): Promise<CountsByKey> {
  const counts: CountsByKey = new Map();
  const ranges: KeyRange[] = [{ prefix: prefixes.counters, end: prefixes.dueHours }];
  if (firstHour !== undefined) ranges.push({ prefix: prefixes.dueHours, start: keys.countDueHour(firstHour) });
  for (const range of ranges) {
    for await (const { key, value } of kv.list(range, { batchSize: ENTRIES_PER_READ })) {
      const counter = readCounter(value);
      if (counter !== null) counts.set(toKeyIdentity(key), { key, count: Number(BigInt.asIntN(64, counter)) });
    }
  }
  return counts;
}

/** Counts the tickets in the lists of due and snoozed tickets, one by one. */
export async function countLists(kv: KeyValueStore): Promise<CountsByKey> {
  const counts: CountsByKey = new Map();
  const add = (key: Key, amount: number) => {
    const identity = toKeyIdentity(key);
    counts.set(identity, { key, count: (counts.get(identity)?.count ?? 0) + amount });
  };
  for (const { range } of listDueRanges(-Infinity, NEVER)) {
    for await (const { key } of kv.list(range, { batchSize: ENTRIES_PER_READ })) {
      add(keys.countDue, 1);
      add(keys.countDueHour(toHour(Number(key.at(-2)))), 1);
    }
  }
  for await (const ticket of readSnoozed(kv)) {
    for (const key of listQueueCounters(ticket)) add(key, 1);
    for (const key of listQueueCounters({ ...ticket, snoozed_until: null })) add(key, -1); // it is in the lists, too
  }
  return counts;
}

async function* readSnoozed(kv: KeyValueStore): AsyncGenerator<TicketRecord> {
  const entries = kv.list({ prefix: prefixes.snoozes }, { batchSize: ENTRIES_PER_READ });
  const numbers = await Array.fromAsync(entries, ({ key }) => Number(key.at(-1)));
  for (const batch of toBatches(numbers, ENTRIES_PER_READ)) yield* await readTickets(kv, batch);
}

/** Counts the tickets that are due in a part of an hour (ms since the epoch, the end excluded), and not snoozed. */
async function countWithin(kv: KeyValueStore, from: number, to: number): Promise<number> {
  const counts = listDueRanges(from, to).map(async ({ range, isClaimable }) => {
    const entries = kv.list(range, { batchSize: ENTRIES_PER_READ });
    const numbers = await Array.fromAsync(entries, ({ key }) => Number(key.at(-1)));
    if (isClaimable) return numbers.length; // none of these is snoozed
    return (await readTickets(kv, numbers)).filter(({ snoozed_until }) => !snoozed_until).length;
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

async function readTickets(kv: KeyValueStore, numbers: readonly number[]): Promise<TicketRecord[]> {
  const tickets = await getAllSound<TicketRecord>(kv, numbers.map(keys.ticket));
  return tickets.filter((ticket) => ticket !== null);
}

/** Lists the parts of the lists with the tickets that are due in a period (ms since the epoch, the end excluded). */
function listDueRanges(from: number, to: number): { range: KeyRange; isClaimable: boolean }[] {
  return [true, false].flatMap((isClaimable) =>
    PRIORITIES.map((_, rank) => ({
      isClaimable,
      range: { start: keys.due(isClaimable, rank, from, 0), end: keys.due(isClaimable, rank, to, 0) },
    }))
  );
}
