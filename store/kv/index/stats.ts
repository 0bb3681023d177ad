/** Counts over the whole desk, read from the counters alone. */

import type { Stats } from "../../desk.ts";
import { PRIORITIES, type Status, STATUSES } from "../../ticket.ts";
import { type Counter, type Key, type KeyValueStore, toKeyIdentity } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";

type GetCount = (key: Key) => number;

/** Reads all counts from one snapshot. */
export async function readStats(kv: KeyValueStore): Promise<Stats> {
  const getCount = await readCounters(kv);
  const by_status = tally(STATUSES, (status) => sumStatus(getCount, status));
  const active = STATUSES.filter((status) => status !== "closed");
  return {
    total: sum(Object.values(by_status)),
    by_status,
    by_priority: tally(PRIORITIES, (priority) => sum(active.map((status) => getCount(keys.count(status, priority))))),
    unassigned: getCount(keys.countUnassigned),
    customers: getCount(keys.countCustomers),
  };
}

/** Reads the number of tickets with a status. */
export async function countByStatus(kv: KeyValueStore, status: Status): Promise<number> {
  return sumStatus(await readCounters(kv), status);
}

/** Reads all counters. There are fewer than twenty, which fit in one batch, and so come from one snapshot. */
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
