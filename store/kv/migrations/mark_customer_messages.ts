/** Version 6: comments of requesters that earlier versions imported as replies become messages of the customer. */

import { toBatches } from "../../../base/values/to_batches.ts";
import { isChange } from "../../event.ts";
import { type Fact, listHistoryFacts } from "../../reports/mod.ts";
import {
  type CommentHead,
  correctMessageTimes,
  hasMessages,
  isMisreadMessage,
  toMessage,
} from "../../rules/archive/mod.ts";
import { isUnanswered } from "../../rules/tickets/mod.ts";
import { listRecordChanges } from "../../search/analysis/mod.ts";
import type { Comment, TicketRecord } from "../../ticket.ts";
import { CommitQueue, type Store, type Transaction } from "../commit/mod.ts";
import { addDueTime } from "../deadlines/mod.ts";
import { IndexMerger, reindexTicket } from "../index/mod.ts";
import type { KeyValueStore, ListedEntry } from "../port/mod.ts";
import { keys, type ReportProgress } from "../schema/mod.ts";
import {
  findImported,
  type Imported,
  type Parts,
  readParts,
  readTicket,
  readTickets,
  type StoredTicket,
} from "./imported_tickets.ts";
import { runWithProgress } from "./migration_progress.ts";

/** The tickets after which the progress is reported. */
const TICKETS_PER_REPORT = 2_000;

/** The comments that one commit changes. Each is a check, and KV Connect allows ten. */
const COMMENTS_PER_COMMIT = 8;

/** The changed tickets after which the index is merged, so that it does not grow far behind. */
const TICKETS_PER_MERGE = 2_000;

/**
 * Goes through all imported tickets once.
 *
 * @param maxChecks The maximum number of checks in one commit (default: the limit of Deno KV).
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
    for await (const tickets of readTickets(kv, progress.last)) {
      const imported = await findImported(kv, tickets);
      const parts = await readParts(kv, imported);
      const changed = await Promise.all(imported.map((ticket) => correctTicket(store, ticket, parts)));
      unmerged += changed.filter((each) => each).length;
      if (unmerged >= TICKETS_PER_MERGE) {
        await merger.mergeNow();
        unmerged = 0;
      }
      await progress.commit([], { last: Number(tickets.at(-1)!.value.id), tickets: tickets.length });
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

/** Corrects a ticket. It may be interrupted at any moment, and then runs again. Returns true if it changes anything. */
async function correctTicket(
  store: Store,
  { number, entry, customer, count }: Imported,
  parts: Parts,
): Promise<boolean> {
  const isMessage = (comment: CommentHead) => comment.number <= count && isMisreadMessage(comment, customer);
  const found = parts.comments.get(number) ?? [];
  const misread = found.filter(isMessage);
  if (!hasMessages(found, count)) return false;
  const entries = parts.entries.get(number) ?? [];
  for (const batch of toBatches(misread, COMMENTS_PER_COMMIT)) await correctComments(store, number, batch, entries);
  const comments = found.map((comment) => isMessage(comment) ? { ...comment, kind: "customer" as const } : comment);
  let stored: StoredTicket | null = { record: entry.value, comments, events: parts.events.get(number) ?? [] };
  for (let known = [entry];; known = []) {
    const reads = stored?.record.status === "open" ? [keys.customer(stored.record.customer), keys.settings] : [];
    const outcome: Outcome = stored === null
      ? "same"
      : await store.commits.commit(createRule(stored, number), { reads, known });
    if (outcome !== "again") return misread.length > 0 || outcome === "changed";
    stored = await readTicket(store.kv, number);
  }
}

type Outcome = "same" | "again" | "changed";

async function correctComments(
  { commits }: Store,
  ticket: number,
  comments: readonly CommentHead[],
  entries: readonly ListedEntry<Comment>[],
): Promise<void> {
  const numbers = new Set(comments.map(({ number }) => number));
  const known = entries.filter(({ value }) => numbers.has(value.number));
  await commits.commit(async (transaction) => {
    for (const { number } of comments) {
      const comment = await transaction.get<Comment>(keys.comment(ticket, number));
      if (comment?.kind !== "reply") continue;
      transaction.set(keys.comment(ticket, number), toMessage(comment));
    }
  }, { known });
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
  return async (transaction: Transaction): Promise<Outcome> => {
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
