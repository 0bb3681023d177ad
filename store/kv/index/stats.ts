/** Counts of the whole desk, from the counters alone. */

import type { Stats } from "../../desk.ts";
import { PRIORITIES, type Status, STATUSES } from "../../ticket.ts";
import { toKeyIdentity } from "../port/key.ts";
import { keys, prefixes } from "../schema/keys.ts";

type Counters = (key: Deno.KvKey) => number;

/** The counts, all of one moment. */
export async function readStats(kv: Deno.Kv): Promise<Stats> {
  const counters = await readCounters(kv);
  const by_status = tally(STATUSES, (status) => sumStatus(counters, status));
  const active = STATUSES.filter((status) => status !== "closed");
  return {
    total: sum(Object.values(by_status)),
    by_status,
    by_priority: tally(PRIORITIES, (priority) => sum(active.map((status) => counters(keys.count(status, priority))))),
    unassigned: counters(keys.countUnassigned),
    customers: counters(keys.countCustomers),
  };
}

/** How many tickets have this status. */
export async function countByStatus(kv: Deno.Kv, status: Status): Promise<number> {
  return sumStatus(await readCounters(kv), status);
}

/** There are fewer than twenty counters, so that they come in one batch, which is a snapshot. */
async function readCounters(kv: Deno.Kv): Promise<Counters> {
  const counts = new Map<string, number>();
  for await (const { key, value } of kv.list<Deno.KvU64>({ prefix: prefixes.counters })) {
    counts.set(toKeyIdentity(key), Number(value.value));
  }
  return (key) => counts.get(toKeyIdentity(key)) ?? 0;
}

function sumStatus(counters: Counters, status: Status): number {
  return sum(PRIORITIES.map((priority) => counters(keys.count(status, priority))));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function tally<Name extends string>(names: readonly Name[], count: (name: Name) => number): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, count(name)])) as Record<Name, number>;
}
