/** Reads of the whole desk, in batches that limit the memory. */

import type {
  ArchivedArticle,
  ArchivedCustomer,
  ArchivedTicket,
  ArchivedTicketFields,
  WrittenComment,
} from "../../archive.ts";
import type { Customer } from "../../customer.ts";
import type { CustomerEvent, TicketEvent } from "../../event.ts";
import { toBatches } from "../../../base/values/to_batches.ts";
import { toCustomerNotFound } from "../../rules/customers/mod.ts";
import type { ArticleSummary } from "../../knowledge.ts";
import { listAuthorAddresses, omitDerived, toDelivered } from "../../rules/tickets/mod.ts";
import type { Comment, TicketRecord } from "../../ticket.ts";
import { listCustomerTickets, listWritten } from "../index/mod.ts";
import { getAll, type Key, type KeyValueStore, type ListedEntry } from "../port/mod.ts";
import { isForeignKey, keys, prefixes } from "../schema/mod.ts";
import type { StoredRevision } from "../knowledge/mod.ts";
import { restoreEvents, type StoredTicketEvent } from "../ticket_changes/mod.ts";
import {
  COMMENT_FIELDS,
  CUSTOMER_EVENT_FIELDS,
  CUSTOMER_FIELDS,
  EVENT_FIELDS,
  sortFields,
  TICKET_FIELDS,
} from "./field_order.ts";

/** The tickets or customers that are read together. */
const BATCH_SIZE = 16;

/** Reads every ticket that exists now, in the order of the ids. Later tickets are left out, so the list has an end. */
export async function* readArchivedTickets(kv: KeyValueStore): AsyncGenerator<ArchivedTicket> {
  const { value } = await kv.get<number>(keys.nextTicket);
  const records = kv.list<TicketRecord>({ prefix: prefixes.tickets, end: keys.ticket(value ?? 1) });
  yield* mapInBatches(records, (record) => readWholeTicket(kv, record));
}

/** Reads every customer up to the address that is the last one now, in the order of the addresses. */
export async function* readArchivedCustomers(kv: KeyValueStore): AsyncGenerator<ArchivedCustomer> {
  const prefix = prefixes.customers;
  const [last] = await Array.fromAsync(kv.list({ prefix }, { reverse: true, limit: 1, keysOnly: true }));
  if (last === undefined) return;
  yield* mapInBatches(kv.list<Customer>({ prefix, end: [...last.key, ""] }), (customer) => addEvents(kv, customer));
}

/**
 * Reads a customer.
 *
 * @throws {DeskError} `not_found`
 */
export async function readArchivedCustomer(kv: KeyValueStore, email: string): Promise<ArchivedCustomer> {
  const { value } = await kv.get<Customer>(keys.customer(email));
  if (value === null) throw toCustomerNotFound(email);
  return await addEvents(kv, value);
}

/** Reads the comments that a customer wrote in tickets of other customers. */
export async function readWrittenComments(kv: KeyValueStore, email: string): Promise<WrittenComment[]> {
  const written = await listWritten(kv, email);
  const whole = written.map(async ({ ticket, comments }): Promise<WrittenComment[]> => {
    const isEdited = comments.some(({ edited_at }) => edited_at !== undefined);
    const events = isEdited ? await readEvents(kv, Number(ticket)) : [];
    return comments.map((comment) => ({
      ticket_id: ticket,
      ...comment,
      author: listAuthorAddresses(comment.author).length > 1 ? email : comment.author, // not the addresses of others
      ...listEarlierTexts(events, comment),
    }));
  });
  return (await Promise.all(whole)).flat();
}

/** Reads the history of a ticket, with its texts. */
export async function readEvents(kv: KeyValueStore, number: number): Promise<TicketEvent[]> {
  const stored = kv.list<StoredTicketEvent>({ prefix: prefixes.ticketEvents(number) });
  return await restoreEvents(kv, await Array.fromAsync(stored, ({ value }) => value));
}

function listEarlierTexts(events: readonly TicketEvent[], { number }: Comment): Pick<WrittenComment, "earlier_texts"> {
  const own = events.filter(({ comment }) => comment?.number === number);
  const earlier_texts = own.flatMap(({ earlier_text }) => earlier_text ?? []);
  return earlier_texts.length === 0 ? {} : { earlier_texts };
}

/** Reads the tickets of a customer, in the order of the ids. */
export async function* readCustomerTickets(kv: KeyValueStore, email: string): AsyncGenerator<ArchivedTicket> {
  for (const numbers of toBatches(await listCustomerTickets(kv, email), BATCH_SIZE)) {
    const records = await getAll<TicketRecord>(kv, numbers.map(keys.ticket));
    const own = records.filter((record) => record?.customer === email) as TicketRecord[];
    yield* await Promise.all(own.map((record) => readWholeTicket(kv, record)));
  }
}

async function addEvents(kv: KeyValueStore, customer: Customer): Promise<ArchivedCustomer> {
  const prefix = prefixes.customerEvents(customer.email);
  const events = await readValuesUpTo<CustomerEvent>(kv, prefix, customer.revision);
  return {
    customer: sortFields(customer, CUSTOMER_FIELDS),
    events: events.map((event) => sortFields(event, CUSTOMER_EVENT_FIELDS)),
  };
}

/** Reads every article that exists now. Their histories are long, so only one is in memory. */
export async function* readArchivedArticles(kv: KeyValueStore): AsyncGenerator<ArchivedArticle> {
  const { value } = await kv.get<number>(keys.nextArticle);
  const entries = kv.list<ArticleSummary>({ prefix: prefixes.articles, end: keys.article(value ?? 1) });
  for await (const { key, value } of entries) {
    if (isForeignKey(key)) continue;
    const { id, revision } = value;
    const stored = await readValuesUpTo<StoredRevision>(kv, prefixes.articleRevisions(Number(key.at(-1))), revision);
    yield { id, revisions: stored.map(({ id: _id, sum: _sum, ...rest }) => rest) };
  }
}

/** Reads what belonged to the ticket at the revision of `record`. Comments and events are only ever added. */
async function readWholeTicket(kv: KeyValueStore, record: TicketRecord): Promise<ArchivedTicket> {
  const number = Number(record.id);
  const [description, comments, events] = await Promise.all([
    kv.get<string>(keys.description(number)),
    readValuesUpTo<Comment>(kv, prefixes.comments(number), record.comment_count),
    readValuesUpTo<StoredTicketEvent>(kv, prefixes.ticketEvents(number), record.revision),
  ]);
  return {
    ticket: insertDescription(record, description.value ?? ""),
    comments: comments.map((comment) => sortFields(toDelivered(comment), COMMENT_FIELDS)),
    events: (await restoreEvents(kv, events)).map((event) => sortFields(event, EVENT_FIELDS)),
  };
}

function insertDescription(record: TicketRecord, description: string): ArchivedTicketFields {
  // Status and resolution of one ticket match, which the compiler cannot infer once they are separate.
  return sortFields({ ...omitDerived(record), description } as ArchivedTicketFields, TICKET_FIELDS);
}

/** Reads the values under `prefix`. The last part of their keys counts from 1 to `last`. */
async function readValuesUpTo<T>(kv: KeyValueStore, prefix: Key, last: number): Promise<T[]> {
  if (last === 0) return [];
  const range = { prefix, end: [...prefix, last + 1] };
  return await Array.fromAsync(kv.list<T>(range, { batchSize: Math.min(last, 1_000) }), ({ value }) => value);
}

async function* mapInBatches<T, Mapped>(
  entries: AsyncIterable<ListedEntry<T>>,
  map: (value: T) => Promise<Mapped>,
): AsyncGenerator<Mapped> {
  let batch: T[] = [];
  for await (const { key, value } of entries) {
    if (isForeignKey(key)) continue;
    if (batch.push(value) < BATCH_SIZE) continue;
    yield* await Promise.all(batch.map(map));
    batch = [];
  }
  yield* await Promise.all(batch.map(map));
}
