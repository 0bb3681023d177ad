/** Everything there is, in batches that bound what is in memory. */

import type { ArchivedCustomer, ArchivedTicket, ArchivedTicketFields } from "../../archive.ts";
import type { Customer } from "../../customer.ts";
import type { CustomerEvent } from "../../event.ts";
import type { Comment, TicketRecord } from "../../ticket.ts";
import { keys, prefixes } from "../schema/keys.ts";
import { restoreEvents, type StoredTicketEvent } from "../ticket_changes/ticket_events.ts";

/** How many tickets or customers are read at once. */
const BATCH_SIZE = 16;

/** Every ticket, by id. */
export function readArchivedTickets(kv: Deno.Kv): AsyncIterable<ArchivedTicket> {
  return mapInBatches(kv.list<TicketRecord>({ prefix: prefixes.tickets }), (ticket) => readWholeTicket(kv, ticket));
}

/** Every customer, by e-mail. */
export function readArchivedCustomers(kv: Deno.Kv): AsyncIterable<ArchivedCustomer> {
  return mapInBatches(kv.list<Customer>({ prefix: prefixes.customers }), async (customer) => {
    const events = await readValuesUpTo<CustomerEvent>(kv, prefixes.customerEvents(customer.email), customer.revision);
    return { customer, events };
  });
}

/** The ticket with what belonged to it at the revision of `record`: comments and events are only ever added. */
async function readWholeTicket(kv: Deno.Kv, record: TicketRecord): Promise<ArchivedTicket> {
  const number = Number(record.id);
  const [description, comments, events] = await Promise.all([
    kv.get<string>(keys.description(number)),
    readValuesUpTo<Comment>(kv, prefixes.comments(number), record.comment_count),
    readValuesUpTo<StoredTicketEvent>(kv, prefixes.ticketEvents(number), record.revision),
  ]);
  return {
    ticket: insertDescription(record, description.value ?? ""),
    comments,
    events: await restoreEvents(kv, events),
  };
}

function insertDescription(
  { id, subject, customer, status, resolution, ...rest }: TicketRecord,
  description: string,
): ArchivedTicketFields {
  // One ticket's status and resolution belong together, which the compiler can't see once they are apart.
  return { id, subject, customer, status, resolution, description, ...rest } as ArchivedTicketFields;
}

/** The values whose keys' last parts count from 1 to `last`. */
async function readValuesUpTo<T>(kv: Deno.Kv, prefix: Deno.KvKey, last: number): Promise<T[]> {
  if (last === 0) return [];
  const range = { prefix, end: [...prefix, last + 1] };
  return await Array.fromAsync(kv.list<T>(range, { batchSize: Math.min(last, 1_000) }), ({ value }) => value);
}

async function* mapInBatches<T, Whole>(
  entries: Deno.KvListIterator<T>,
  complete: (value: T) => Promise<Whole>,
): AsyncGenerator<Whole> {
  let batch: Promise<Whole>[] = [];
  for await (const { value } of entries) {
    if (batch.push(complete(value)) < BATCH_SIZE) continue;
    yield* await Promise.all(batch);
    batch = [];
  }
  yield* await Promise.all(batch);
}
