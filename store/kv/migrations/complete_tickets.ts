/** Version 5: what follows from tickets, their comments and their history, and was not stored before. */

import type { Customer, Tier } from "../../customer.ts";
import { isChange } from "../../event.ts";
import { type Fact, listFacts, listHistoryFacts } from "../../reports/mod.ts";
import { computeDue, getPolicy } from "../../rules/deadlines/mod.ts";
import { isUnanswered } from "../../rules/tickets/mod.ts";
import { DEFAULT_SETTINGS } from "../../settings.ts";
import { listAuthors } from "../../rules/history/mod.ts";
import { terms } from "../../search/analysis/mod.ts";
import { type PostingData, PRESENT_DATA } from "../../search/postings/mod.ts";
import type { Comment, TicketRecord } from "../../ticket.ts";
import { CountsBuilder, getDueKey, getUpdatedKey, IndexBuilder, listOwnCounters } from "../index/mod.ts";
import { EncodedValue, getAll, type Key, type KeyValueStore, measureKey, type Mutation } from "../port/mod.ts";
import { keys, prefixes, PRESENT, type ReportProgress } from "../schema/mod.ts";
import type { StoredTicketEvent } from "../ticket_changes/mod.ts";
import { listToDelete, type MigrationProgress, runWithProgress } from "./migration_progress.ts";

/** The tickets that are read together. */
const TICKETS_PER_READ = 100;

/** The tickets whose counts for reports are merged together. */
const TICKETS_PER_MERGE = 1_000;

/** The tickets after which the progress is reported. */
const TICKETS_PER_REPORT = 2_000;

/** The limits of a commit, below those of Deno KV. */
const MOST = { mutations: 500, bytes: 500_000 };

/** A ticket of the version before, with everything that follows from it. */
interface EarlierTicket {
  record: TicketRecord;
  customer: Customer | null;
  comments: readonly EarlierComment[];
  /** Everyone who has changed the ticket or commented on it. */
  authors: readonly string[];
  /** For the counts of reports. */
  facts: readonly Fact[];
}

/** The part of a comment that matters here. Its text could be long. */
type EarlierComment = Pick<Comment, "kind" | "author">;

/** Goes through all tickets once, and writes what they lack. */
export function completeTickets(kv: KeyValueStore, report: ReportProgress): Promise<void> {
  return runWithProgress(kv, async (progress) => {
    const builder = new IndexBuilder(kv);
    let reported = progress.tickets;
    const counts = new CountsBuilder(kv);
    for await (const tickets of collectTickets(kv, progress.last)) {
      for (const ticket of tickets) {
        const number = Number(ticket.record.id);
        counts.add(number, ticket.facts);
        builder.add(number, getNewContributions(ticket));
      }
      // Before the tickets are done: after an interruption, what is merged already is left out.
      for await (const mutations of counts.takeMutations()) await progress.commit(mutations);
      for await (const mutations of builder.takeMutations()) await progress.commit(mutations);
      await commitTickets(progress, tickets);
      if (progress.tickets < reported + TICKETS_PER_REPORT) continue;
      reported = progress.tickets;
      reportTickets(reported, report);
    }
    if (progress.tickets > reported) reportTickets(progress.tickets, report);
    for await (const batch of listToDelete(kv, prefixes.earlierQueue)) await progress.commit(batch);
    await progress.commit([{ type: "delete", key: prefixes.earlierUnassigned }]);
  });
}

function reportTickets(tickets: number, report: ReportProgress): void {
  report(`Sorting tickets into queues: ${tickets.toLocaleString("en")} tickets done.`);
}

/** Commits tickets in their order, as many together as fit. Each is done with the commit that has all of its mutations. */
async function commitTickets(progress: MigrationProgress, tickets: readonly EarlierTicket[]): Promise<void> {
  let mutations: Mutation[] = [];
  let bytes = 0;
  let done = { last: 0, tickets: 0 };
  for (const ticket of tickets) {
    const own = listMutations(ticket);
    const size = own.reduce((sum, mutation) => sum + measure(mutation), 0);
    if (done.tickets > 0 && (mutations.length + own.length > MOST.mutations || bytes + size > MOST.bytes)) {
      await progress.commit(mutations, done);
      [mutations, bytes, done] = [[], 0, { last: 0, tickets: 0 }];
    }
    mutations.push(...own);
    bytes += size;
    done = { last: Number(ticket.record.id), tickets: done.tickets + 1 };
  }
  if (done.tickets > 0) await progress.commit(mutations, done);
}

/** Lists everything that one ticket needs. A counter may be added to: the commit also says that the ticket is done. */
function listMutations(ticket: EarlierTicket): Mutation[] {
  const record = completeRecord(ticket);
  const due = getDueKey(record);
  return [
    toSet(keys.ticket(Number(record.id)), record),
    toSet(getUpdatedKey(record), PRESENT),
    ...due === null ? [] : [toSet(due, PRESENT)],
    ...listOwnCounters(record).map((key): Mutation => ({ type: "add", key, amount: 1n })),
  ];
}

/** Returns the postings of terms that the version before did not have. */
function getNewContributions({ comments, authors }: EarlierTicket): Map<string, PostingData> {
  const names = [...authors.map(terms.author), ...isUnanswered(comments) ? [terms.unanswered] : []];
  return new Map(names.map((name) => [name, PRESENT_DATA]));
}

function completeRecord({ record: stored, customer, comments }: EarlierTicket): TicketRecord {
  const { queue_tier: _, ...record } = stored as TicketRecord & { queue_tier?: unknown };
  const tier = customer?.account_tier ?? "free";
  const completed = { ...record as TicketRecord, is_unanswered: isUnanswered(comments), report_tier: tier };
  return { ...completed, ...computeDue(completed, tier, getPolicy(DEFAULT_SETTINGS)) };
}

/** Collects batches. */
async function* collectTickets(kv: KeyValueStore, after: number): AsyncGenerator<EarlierTicket[]> {
  let collected: EarlierTicket[] = [];
  for await (const batch of readTickets(kv, after)) {
    collected.push(...batch);
    if (collected.length < TICKETS_PER_MERGE) continue;
    yield collected;
    collected = [];
  }
  if (collected.length > 0) yield collected;
}

/** Reads the tickets after a number in batches, in the order of their numbers. */
async function* readTickets(kv: KeyValueStore, after: number): AsyncGenerator<EarlierTicket[]> {
  for (let from = after + 1;;) {
    const range = { prefix: prefixes.tickets, start: keys.ticket(from) };
    const entries = kv.list<TicketRecord>(range, { limit: TICKETS_PER_READ, batchSize: TICKETS_PER_READ });
    const records = await Array.fromAsync(entries, ({ value }) => value);
    if (records.length === 0) return;
    const last = Number(records.at(-1)!.id);
    const emails = [...new Set(records.map(({ customer }) => customer))];
    const [customers, comments, events] = await Promise.all([
      getAll<Customer>(kv, emails.map(keys.customer)),
      readComments(kv, from, last),
      readEvents(kv, from, last),
    ]);
    const byEmail = new Map(emails.map((email, index) => [email, customers[index] ?? null]));
    yield records.map((record) => {
      const number = Number(record.id);
      const customer = byEmail.get(record.customer) ?? null;
      const [own, history] = [comments.get(number) ?? [], events.get(number) ?? []];
      const facts = listTicketFacts(record, history, customer?.account_tier ?? "free");
      return { record, customer, comments: own, authors: listAuthors(history, own), facts };
    });
    from = last + 1;
  }
}

/** Reads the comments of the tickets in a range of numbers, without their texts. */
async function readComments(kv: KeyValueStore, from: number, to: number): Promise<Map<number, EarlierComment[]>> {
  const found = new Map<number, EarlierComment[]>();
  const range = { start: keys.comment(from, 0), end: keys.comment(to + 1, 0) };
  for await (const { key, value: { kind, author } } of kv.list<Comment>(range, { batchSize: TICKETS_PER_READ })) {
    const ticket = Number(key.at(-2));
    const known = found.get(ticket);
    if (known === undefined) found.set(ticket, [{ kind, author }]);
    else known.push({ kind, author });
  }
  return found;
}

/** Reads the changes of the tickets in a range of numbers. */
async function readEvents(kv: KeyValueStore, from: number, to: number): Promise<Map<number, StoredTicketEvent[]>> {
  const found = new Map<number, StoredTicketEvent[]>();
  const range = { start: keys.ticketEvent(from, 0), end: keys.ticketEvent(to + 1, 0) };
  for await (const { value } of kv.list<StoredTicketEvent>(range, { batchSize: TICKETS_PER_READ })) {
    const ticket = Number(value.ticket_id);
    const known = found.get(ticket);
    if (!isChange(value)) continue;
    if (known === undefined) found.set(ticket, [value]);
    else known.push(value);
  }
  return found;
}

/** Lists the facts of a ticket. If the start of its history is lost, the record tells what happened. */
function listTicketFacts(record: TicketRecord, events: readonly StoredTicketEvent[], tier: Tier): Fact[] {
  return events[0]?.revision === 1
    ? listHistoryFacts(events, tier)
    : listFacts(null, record, { what: "imported", at: record.updated_at }, tier);
}

function toSet(key: Key, value: unknown): Mutation {
  return { type: "set", key, value: EncodedValue.from(value) };
}

function measure(mutation: Mutation): number {
  const value = mutation.type === "set" && mutation.value instanceof EncodedValue ? mutation.value.bytes.length : 100;
  return value + ("key" in mutation ? 2 * measureKey(mutation.key) : 0);
}
