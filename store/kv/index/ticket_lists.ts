/** Lists of tickets: which numbers, and the tickets behind them. */

import type { TicketRecord, TicketSummary } from "../../ticket.ts";
import { toSummary } from "../../rules/tickets/ticket_record.ts";
import { terms } from "../../search/analysis/terms.ts";
import { keys, prefixes } from "../schema/keys.ts";
import { getAll } from "../port/batch_reads.ts";
import type { Store } from "../commit/store.ts";
import type { Tier } from "../../customer.ts";

/** The tickets with these numbers, in their order; those that aren't there are left out. */
export async function readSummaries(
  store: Store,
  tiers: { tierOf(email: string): Promise<Tier> },
  numbers: number[],
): Promise<TicketSummary[]> {
  const records = await getAll<TicketRecord>(store.kv, numbers.map(keys.ticket));
  const found = records.filter((record) => record !== null);
  return await Promise.all(
    found.map(async (record) => toSummary(record, await tiers.tierOf(record.customer), store.now())),
  );
}

/** The numbers of the open tickets, oldest first. */
export async function listOpenNumbers(kv: Deno.Kv, limit: number): Promise<number[]> {
  const prefix = prefixes.postings(terms.status("open"));
  return await Array.fromAsync(kv.list({ prefix }, { limit }), ({ key }) => Number(key.at(-1)));
}

/**
 * The ids that begin with `prefix`, newest first: for "4" those from 400 to 499, then from 40 to 49, then 4, a range
 * of keys each.
 */
export async function listIdsByPrefix(kv: Deno.Kv, prefix: string, limit: number): Promise<string[]> {
  if (!/^([1-9]\d*)?$/.test(prefix)) return [];
  const next = (await kv.get<number>(keys.nextTicket)).value ?? 1;
  const found: string[] = [];
  for (const [start, end] of getRangesByPrefix(prefix, next)) {
    const left = limit - found.length;
    if (left <= 0) break;
    const entries = kv.list({ start: keys.ticket(start), end: keys.ticket(end) }, { reverse: true, limit: left });
    for await (const { key } of entries) found.push(String(key.at(-1)));
  }
  return found;
}

/** The ranges (end not included) of numbers below `next` whose digits begin so, the highest first. */
function getRangesByPrefix(prefix: string, next: number): [start: number, end: number][] {
  if (prefix === "") return [[1, next]];
  const ranges: [number, number][] = [];
  for (let width = 1; Number(prefix) * width < next; width *= 10) {
    ranges.unshift([Number(prefix) * width, (Number(prefix) + 1) * width]);
  }
  return ranges;
}

/** The ids of a customer's newest tickets that aren't closed, at most `limit` of them among the newest thousand. */
export async function listActiveTickets(kv: Deno.Kv, email: string, limit: number): Promise<string[]> {
  const prefix = prefixes.postings(terms.customer(email));
  const newest = await Array.fromAsync(
    kv.list({ prefix }, { reverse: true, limit: 1_000 }),
    ({ key }) => Number(key.at(-1)),
  );
  const tickets = await getAll<TicketRecord>(kv, newest.map(keys.ticket));
  return tickets.flatMap((ticket) => ticket !== null && ticket.status !== "closed" ? [ticket.id] : []).slice(0, limit);
}
