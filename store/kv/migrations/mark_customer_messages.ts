/** Version 6: comments of requesters that earlier versions imported as replies become messages of the customer. */

import { toBatches } from "../../../base/to_batches.ts";
import type { Customer } from "../../customer.ts";
import { isChange } from "../../event.ts";
import { type Fact, listHistoryFacts } from "../../reports/mod.ts";
import { type CommentHead, correctMessageTimes, isMisreadMessage } from "../../rules/archive/mod.ts";
import { isUnanswered } from "../../rules/tickets/mod.ts";
import { listRecordChanges } from "../../search/analysis/mod.ts";
import type { Comment, TicketRecord } from "../../ticket.ts";
import { CommitQueue, type Store } from "../commit/mod.ts";
import { addDueTime } from "../deadlines/mod.ts";
import { IndexMerger, reindexTicket } from "../index/mod.ts";
import { getAll, type Key, type KeyValueStore } from "../port/mod.ts";
import { keys, prefixes, type ReportProgress } from "../schema/mod.ts";
import type { StoredTicketEvent } from "../ticket_changes/mod.ts";
import { runWithProgress } from "./migration_progress.ts";

/** The tickets that are read together. */
const TICKETS_PER_READ = 100;

/** The tickets after which the progress is reported. */
const TICKETS_PER_REPORT = 2_000;

/** The comments that one commit changes. Each is a check, and KV Connect allows ten. */
const COMMENTS_PER_COMMIT = 8;

/** The changed tickets after which the index is merged, so that it does not grow far behind. */
const TICKETS_PER_MERGE = 2_000;

/**
 * Goes through all imported tickets once.
 *
 * @param maxChecks The most checks in one commit (default: the limit of Deno KV).
 */
export async function markCustomerMessages(
  kv: KeyValueStore,
  report: ReportProgress,
  maxChecks?: number,
): Promise<void> {
  const commits = new CommitQueue(kv, maxChecks === undefined ? {} : { maxChecks });
  const store = { kv, commits, now: Date.now };
  const merger = new IndexMerger(store);
  let unmerged = 0;
  await runWithProgress(kv, async (progress) => {
    let reported = progress.tickets;
    for await (const records of readTickets(kv, progress.last)) {
      const changed = await Promise.all(
        (await findImported(kv, records)).map((ticket) => correctTicket(store, ticket)),
      );
      unmerged += changed.filter((each) => each).length;
      if (unmerged >= TICKETS_PER_MERGE) {
        await merger.mergeNow();
        unmerged = 0;
      }
      await progress.commit([], { last: Number(records.at(-1)!.id), tickets: records.length });
      if (progress.tickets < reported + TICKETS_PER_REPORT) continue;
      reported = progress.tickets;
      report(`Finding messages of customers: ${reported.toLocaleString("en")} tickets done.`);
    }
    if (progress.tickets > reported) {
      report(`Finding messages of customers: ${progress.tickets.toLocaleString("en")} tickets done.`);
    }
  });
  if (unmerged > 0) await merger.mergeNow();
  await commits.close();
}

async function* readTickets(kv: KeyValueStore, after: number): AsyncGenerator<TicketRecord[]> {
  for (let from = after + 1;;) {
    const range = { prefix: prefixes.tickets, start: keys.ticket(from) };
    const entries = kv.list<TicketRecord>(range, { limit: TICKETS_PER_READ, batchSize: TICKETS_PER_READ });
    const records = await Array.fromAsync(entries, ({ value }) => value);
    if (records.length === 0) return;
    yield records;
    from = Number(records.at(-1)!.id) + 1;
  }
}

/** An imported ticket with comments. */
interface Imported {
  number: number;
  customer: Customer;
  /** The number of comments that the import brought. */
  count: number;
}

async function findImported(kv: KeyValueStore, records: readonly TicketRecord[]): Promise<Imported[]> {
  const commented = records.filter(({ comment_count }) => comment_count > 0);
  const [events, customers] = await Promise.all([
    getAll<StoredTicketEvent>(kv, commented.map(({ id }) => keys.ticketEvent(Number(id), 1))),
    getAll<Customer>(kv, commented.map(({ customer }) => keys.customer(customer))),
  ]);
  return commented.flatMap(({ id }, index) => {
    const [event, customer] = [events[index], customers[index]];
    const count = event?.what === "imported" ? event.after.comment_count ?? 0 : 0;
    return customer && count > 0 ? [{ number: Number(id), customer, count }] : [];
  });
}

/** Everything that is stored of a ticket and changes. */
interface StoredTicket {
  record: TicketRecord;
  comments: CommentHead[];
  events: { key: Key; event: StoredTicketEvent }[];
}

/** Corrects a ticket. It may be interrupted at any moment, and then runs again. Returns true if it changes anything. */
async function correctTicket(store: Store, { number, customer, count }: Imported): Promise<boolean> {
  const isMessage = (comment: CommentHead) => comment.number <= count && isMisreadMessage(comment, customer);
  const found = await readComments(store.kv, number);
  const misread = found.filter(isMessage);
  if (found.every(({ number, kind }) => number > count || kind === "note")) return false;
  for (const batch of toBatches(misread, COMMENTS_PER_COMMIT)) await correctComments(store, number, batch);
  for (;;) {
    const stored = await readTicket(store.kv, number);
    const outcome = stored === null ? "same" : await store.commits.commit(createRule(stored, number));
    if (outcome !== "again") return misread.length > 0 || outcome === "changed";
  }
}

async function correctComments({ commits }: Store, ticket: number, comments: readonly CommentHead[]): Promise<void> {
  await commits.commit(async (transaction) => {
    for (const { number } of comments) {
      const comment = await transaction.get<Comment>(keys.comment(ticket, number));
      if (comment?.kind !== "reply") continue;
      const { delivery: _delivery, ...rest } = comment;
      transaction.set(keys.comment(ticket, number), { ...rest, kind: "customer" } satisfies Comment);
    }
  });
}

/** Creates the rule that writes what follows from the kinds of comments. */
function createRule({ record, comments, events }: StoredTicket, number: number) {
  const changes = events.filter(({ event }) => isChange(event));
  const before = changes.map(({ event }) => event);
  const corrected = correctMessageTimes(record, before, comments);
  const completed = { ...corrected.record, is_unanswered: isUnanswered(comments) };
  const tier = record.report_tier ?? "free";
  const facts = [...negate(listHistoryFacts(before, tier)), ...listHistoryFacts(corrected.events, tier)];
  const rewritten = changes.flatMap(({ key, event }, index) =>
    isSame(event, corrected.events[index]) ? [] : [{ key, event: corrected.events[index] }]
  );
  return async (transaction: Parameters<Parameters<Store["commits"]["commit"]>[0]>[0]) => {
    const present = await transaction.get<TicketRecord>(keys.ticket(number));
    if (present === null) return "same";
    if (!isSame(present, record)) return "again"; // another process was first
    const after = await addDueTime(transaction, completed);
    if (isSame(sortMembers(after), sortMembers(record)) && rewritten.length === 0) return "same";
    transaction.set(keys.ticket(number), after);
    for (const { key, event } of rewritten) transaction.set(key, event);
    transaction.recordFacts(facts);
    transaction.changeIndex(number, await listRecordChanges(record, after));
    reindexTicket(transaction, record, after);
    return "changed";
  };
}

async function readTicket(kv: KeyValueStore, number: number): Promise<StoredTicket | null> {
  const { value: record } = await kv.get<TicketRecord>(keys.ticket(number));
  if (record === null) return null;
  const range = { prefix: prefixes.ticketEvents(number) };
  const events = await Array.fromAsync(kv.list<StoredTicketEvent>(range), ({ key, value }) => ({ key, event: value }));
  return { record, comments: await readComments(kv, number), events };
}

async function readComments(kv: KeyValueStore, ticket: number): Promise<CommentHead[]> {
  const entries = kv.list<Comment>({ prefix: prefixes.comments(ticket) }, { batchSize: TICKETS_PER_READ });
  return await Array.fromAsync(entries, ({ value: { number, kind, author, at } }) => ({ number, kind, author, at }));
}

function negate(facts: readonly Fact[]): Fact[] {
  return facts.map((fact) => ({ ...fact, counts: fact.counts.map(([code, amount]) => [code, -amount] as const) }));
}

/** Compares JSON values with the same order of members. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function sortMembers(record: TicketRecord): [string, unknown][] {
  return Object.entries(record).sort(([one], [other]) => one < other ? -1 : 1);
}
