/** Lists of tickets from their indices. */

import { toBatches } from "../../../base/values/to_batches.ts";
import { terms } from "../../search/analysis/mod.ts";
import type { IndexView } from "../../search/source/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import { getAllSound } from "../forms/mod.ts";
import { type KeyValueStore } from "../port/mod.ts";
import { keys, listOwnKeys, prefixes } from "../schema/mod.ts";
import { IndexReader } from "./search/mod.ts";

/** The tickets of a customer that {@linkcode listActiveTickets} reads at once. */
const TICKETS_PER_READ = 1_000;

/** The maximum number of merged tickets whose comments and files a ticket shows. */
export const MAX_DUPLICATES = 100;

/** Lists the numbers of open tickets, oldest first. */
export async function listOpenNumbers(kv: KeyValueStore, limit: number): Promise<number[]> {
  return (await listOwnKeys(kv, { prefix: prefixes.open }, { limit })).map((key) => Number(key.at(-1)));
}

/**
 * Lists the ids that start with `prefix`, newest first. Each length of id is a range of keys: for "4" those from 400 to
 * 499, then from 40 to 49, then 4.
 */
export async function listIdsByPrefix(kv: KeyValueStore, prefix: string, limit: number): Promise<string[]> {
  if (!/^([1-9]\d*)?$/.test(prefix)) return [];
  const next = (await kv.get<number>(keys.nextTicket)).value ?? 1;
  const found: string[] = [];
  for (const [start, end] of getRangesByPrefix(prefix, next)) {
    const left = limit - found.length;
    if (left <= 0) break;
    const range = { start: keys.ticket(start), end: keys.ticket(end) };
    for (const key of await listOwnKeys(kv, range, { reverse: true, limit: left })) found.push(String(key.at(-1)));
  }
  return found;
}

/** Returns the ranges (end excluded) of numbers below `next` that start with the digits, highest first. */
function getRangesByPrefix(prefix: string, next: number): [start: number, end: number][] {
  if (prefix === "") return [[1, next]];
  const ranges: [number, number][] = [];
  for (let width = 1; Number(prefix) * width < next; width *= 10) {
    ranges.unshift([Number(prefix) * width, (Number(prefix) + 1) * width]);
  }
  return ranges;
}

/** Lists the lowest numbers of tickets that were merged into a ticket. */
export async function listDuplicates(kv: KeyValueStore, number: number, limit = MAX_DUPLICATES): Promise<number[]> {
  const found = await listOwnKeys(kv, { prefix: prefixes.duplicates(number) }, { limit });
  return found.map((key) => Number(key.at(-1)));
}

/** Lists the numbers of a customer's tickets, in order. A few may be of another customer with nearly the same address. */
export async function listCustomerTickets(kv: KeyValueStore, email: string): Promise<number[]> {
  return await listByTerm(kv, terms.customer(email));
}

/**
 * Lists the numbers of the tickets that the customer with an address wrote comments in, or had before another customer. An import
 * may have authors such as `Ada <ada@example.com>`. A few may be of someone whose address ends in this one.
 */
export async function listAuthorTickets(kv: KeyValueStore, email: string): Promise<number[]> {
  const index = await new IndexReader(kv).open();
  const authors = await index.listTerms(terms.authorAddresses, Infinity);
  const own = terms.author(email);
  const address = own.slice(terms.authorAddresses.length);
  return await readNumbers(index, [own, ...authors.filter((term) => term !== own && term.includes(address))]);
}

async function listByTerm(kv: KeyValueStore, term: string): Promise<number[]> {
  return await readNumbers(await new IndexReader(kv).open(), [term]);
}

async function readNumbers(index: IndexView, terms: readonly string[]): Promise<number[]> {
  const postings = await Promise.all((await index.readTerms(terms)).map((each) => each.readAll()));
  const numbers = new Set(postings.flat().flatMap((list) => [...list.numbers]));
  return [...numbers].sort((one, other) => one - other);
}

/** Lists the tickets of a customer that are not closed, those with the highest numbers first, some at a time. */
export async function* listActiveTickets(kv: KeyValueStore, email: string): AsyncGenerator<TicketRecord[]> {
  const newestFirst = (await listCustomerTickets(kv, email)).reverse();
  for (const numbers of toBatches(newestFirst, TICKETS_PER_READ)) {
    const tickets = await getAllSound<TicketRecord>(kv, numbers.map(keys.ticket));
    yield tickets.filter((ticket) => ticket !== null && ticket.status !== "closed") as TicketRecord[];
  }
}
