/** Everything there is, in batches that bound what is in memory. */

import type { ArchivedCustomer, ArchivedFields, ArchivedTicket } from "../archive.ts";
import type { Customer } from "../customer.ts";
import type { CustomerEvent } from "../event.ts";
import type { Comment, TicketRecord } from "../ticket.ts";
import { keys, prefixes } from "./keys.ts";
import { type StoredTicketEvent, wholeEvents } from "./ticket_events.ts";

/** How many tickets or customers are read at once. */
const BATCH = 16;

/** Every ticket, by id. */
export function archivedTickets(kv: Deno.Kv): AsyncIterable<ArchivedTicket> {
  return inBatches(kv.list<TicketRecord>({ prefix: prefixes.tickets }), (ticket) => wholeTicket(kv, ticket));
}

/** Every customer, by e-mail. */
export function archivedCustomers(kv: Deno.Kv): AsyncIterable<ArchivedCustomer> {
  return inBatches(kv.list<Customer>({ prefix: prefixes.customers }), async (customer) => {
    const events = await valuesUntil<CustomerEvent>(kv, prefixes.customerEvents(customer.email), customer.revision);
    return { customer, events };
  });
}

/** The ticket with what belonged to it at the revision of `record`: comments and events are only ever added. */
async function wholeTicket(kv: Deno.Kv, record: TicketRecord): Promise<ArchivedTicket> {
  const number = Number(record.id);
  const [description, comments, events] = await Promise.all([
    kv.get<string>(keys.description(number)),
    valuesUntil<Comment>(kv, prefixes.comments(number), record.comment_count),
    valuesUntil<StoredTicketEvent>(kv, prefixes.ticketEvents(number), record.revision),
  ]);
  return {
    ticket: withDescription(record, description.value ?? ""),
    comments,
    events: await wholeEvents(kv, events),
  };
}

function withDescription(
  { id, subject, customer, status, resolution, ...rest }: TicketRecord,
  description: string,
): ArchivedFields {
  // One ticket's status and resolution belong together, which the compiler can't see once they are apart.
  return { id, subject, customer, status, resolution, description, ...rest } as ArchivedFields;
}

/** The values whose keys' last parts count from 1 to `last`. */
async function valuesUntil<T>(kv: Deno.Kv, prefix: Deno.KvKey, last: number): Promise<T[]> {
  if (last === 0) return [];
  const range = { prefix, end: [...prefix, last + 1] };
  return await Array.fromAsync(kv.list<T>(range, { batchSize: Math.min(last, 1_000) }), ({ value }) => value);
}

async function* inBatches<T, Whole>(
  entries: Deno.KvListIterator<T>,
  complete: (value: T) => Promise<Whole>,
): AsyncGenerator<Whole> {
  let batch: Promise<Whole>[] = [];
  for await (const { value } of entries) {
    if (batch.push(complete(value)) < BATCH) continue;
    yield* await Promise.all(batch);
    batch = [];
  }
  yield* await Promise.all(batch);
}
