/** The tickets of imports, with what is stored of them: read in ranges, which need far fewer reads than tickets. */

import type { Customer } from "../../customer.ts";
import type { CommentHead } from "../../rules/archive/mod.ts";
import type { Comment, TicketRecord } from "../../ticket.ts";
import { getAll, type Key, type KeyValueStore, type ListedEntry } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import type { StoredTicketEvent } from "../ticket_changes/mod.ts";

/** The tickets that are read together. */
const TICKETS_PER_READ = 500;

/** The comments and events that are read together. */
const ROWS_PER_READ = 500;

/** The characters of comments that are kept in memory between their reading and their change. */
const MOST_KEPT = 4_000_000;

/** Lists tickets in their order, some at a time. */
export async function* readTickets(kv: KeyValueStore, after: number): AsyncGenerator<ListedEntry<TicketRecord>[]> {
  for (let from = after + 1;;) {
    const range = { prefix: prefixes.tickets, start: keys.ticket(from) };
    const entries = kv.list<TicketRecord>(range, { limit: TICKETS_PER_READ, batchSize: TICKETS_PER_READ });
    const tickets = await Array.fromAsync(entries);
    if (tickets.length === 0) return;
    yield tickets;
    from = Number(tickets.at(-1)!.value.id) + 1;
  }
}

/** An imported ticket with comments. */
export interface Imported {
  number: number;
  entry: ListedEntry<TicketRecord>;
  customer: Customer;
  /** The number of comments that the import brought. */
  count: number;
}

export async function findImported(
  kv: KeyValueStore,
  tickets: readonly ListedEntry<TicketRecord>[],
): Promise<Imported[]> {
  const commented = tickets.filter(({ value }) => value.comment_count > 0);
  const [events, customers] = await Promise.all([
    getAll<StoredTicketEvent>(kv, commented.map(({ value }) => keys.ticketEvent(Number(value.id), 1))),
    getAll<Customer>(kv, commented.map(({ value }) => keys.customer(value.customer))),
  ]);
  return commented.flatMap((entry, index) => {
    const [event, customer] = [events[index], customers[index]];
    const count = event?.what === "imported" ? event.after.comment_count ?? 0 : 0;
    return customer && count > 0 ? [{ number: Number(entry.value.id), entry, customer, count }] : [];
  });
}

/** The comments and events of tickets, by the number of the ticket. */
export interface Parts {
  comments: ReadonlyMap<number, CommentHead[]>;
  events: ReadonlyMap<number, StoredTicket["events"]>;
  /** Comments that may have to change, so that they need not be read again. */
  entries: ReadonlyMap<number, ListedEntry<Comment>[]>;
}

/** Reads the parts of tickets whose numbers follow each other. */
export async function readParts(kv: KeyValueStore, imported: readonly Imported[]): Promise<Parts> {
  const [first, last] = [imported[0]?.number ?? 0, imported.at(-1)?.number ?? -1];
  const comments = new Map<number, CommentHead[]>();
  const entries = new Map<number, ListedEntry<Comment>[]>();
  const events = new Map<number, StoredTicket["events"]>();
  const numbers = new Set(imported.map(({ number }) => number));
  const options = { batchSize: ROWS_PER_READ };
  let characters = 0;
  const commentRange = { start: prefixes.comments(first), end: prefixes.comments(last + 1) };
  for await (const entry of kv.list<Comment>(commentRange, options)) {
    const number = Number(entry.key[1]);
    if (!numbers.has(number)) continue;
    addTo(comments, number, toHead(entry.value));
    if (entry.value.kind !== "reply" || characters > MOST_KEPT) continue;
    characters += entry.value.body.length;
    addTo(entries, number, entry);
  }
  const eventRange = { start: prefixes.ticketEvents(first), end: prefixes.ticketEvents(last + 1) };
  for await (const { key, value } of kv.list<StoredTicketEvent>(eventRange, options)) {
    if (numbers.has(Number(value.ticket_id))) addTo(events, Number(value.ticket_id), { key, event: value });
  }
  return { comments, events, entries };
}

function addTo<Item>(lists: Map<number, Item[]>, number: number, item: Item): void {
  const list = lists.get(number);
  if (list === undefined) lists.set(number, [item]);
  else list.push(item);
}

function toHead({ number, kind, author, at }: Comment): CommentHead {
  return { number, kind, author, at };
}

/** Everything that is stored of a ticket and changes. */
export interface StoredTicket {
  record: TicketRecord;
  comments: CommentHead[];
  events: { key: Key; event: StoredTicketEvent }[];
}

export async function readTicket(kv: KeyValueStore, number: number): Promise<StoredTicket | null> {
  const { value: record } = await kv.get<TicketRecord>(keys.ticket(number));
  if (record === null) return null;
  const range = { prefix: prefixes.ticketEvents(number) };
  const events = await Array.fromAsync(kv.list<StoredTicketEvent>(range), ({ key, value }) => ({ key, event: value }));
  return { record, comments: await readComments(kv, number), events };
}

async function readComments(kv: KeyValueStore, ticket: number): Promise<CommentHead[]> {
  const entries = kv.list<Comment>({ prefix: prefixes.comments(ticket) }, { batchSize: ROWS_PER_READ });
  return await Array.fromAsync(entries, ({ value }) => toHead(value));
}
