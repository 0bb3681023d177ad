/** Rewriting the texts of a ticket, with its history and its index entries. */

import { toBatches } from "../../../base/values/to_batches.ts";
import type { Actor } from "../../event.ts";
import { createTicketEvent, getResponsibleName, listAuthors } from "../../rules/history/mod.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import { getContributions, isWordTerm, type TermChange, type TicketTexts } from "../../search/analysis/mod.ts";
import { toReplacingChanges } from "../../search/postings/mod.ts";
import type { Comment, TicketRecord } from "../../ticket.ts";
import type { StoredAttachment } from "../attachments/mod.ts";
import type { Store, Transaction } from "../commit/mod.ts";
import { reindexTicket, stageUpdate } from "../index/mod.ts";
import type { Key, KeyValueStore, ListedEntry } from "../port/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import { keepCommit, type StoredTicketEvent, toStoredEvent } from "../ticket_changes/mod.ts";

/** The terms, and the rows, that one commit changes. */
const BATCH = { terms: 2_000, rows: 300 } as const;

/** A ticket with all that its rows say. */
export interface WholeTicket {
  record: TicketRecord;
  description: string;
  comments: readonly ListedEntry<Comment>[];
  /** Changes, and refused changes. */
  events: readonly ListedEntry<StoredTicketEvent>[];
}

/**
 * Returns the ticket as it should be, with its rows in the same order; null to change nothing. Texts that changes have replaced
 * are deleted with the checksums that their events have of them.
 */
export type Rewrite = (ticket: WholeTicket) => WholeTicket | null;

/**
 * Rewrites a ticket. Its words in the index come first and the record last, so an interrupted rewrite can be repeated. Starts again if
 * someone changes the ticket in the meantime.
 *
 * @returns The ticket before the rewrite; null if there was nothing to do.
 */
export async function rewriteTicket(
  store: Store,
  number: number,
  rewrite: Rewrite,
  by: Actor,
): Promise<WholeTicket | null> {
  for (;;) {
    const before = await readWholeTicket(store.kv, number);
    const after = before === null ? null : rewrite(before);
    if (before === null || after === null) return null;
    if (await replaceTicket(store, before, after, by)) return before;
  }
}

/** Reads a ticket with all its rows; null if there is none. */
export async function readWholeTicket(kv: KeyValueStore, number: number): Promise<WholeTicket | null> {
  const [record, description] = await kv.getMany<[TicketRecord, string]>([
    keys.ticket(number),
    keys.description(number),
  ]);
  if (record.value === null) return null;
  const [comments, events] = await Promise.all([
    Array.fromAsync(kv.list<Comment>({ prefix: prefixes.comments(number) })),
    Array.fromAsync(kv.list<StoredTicketEvent>({ prefix: prefixes.ticketEvents(number) })),
  ]);
  return { record: record.value, description: description.value ?? "", comments, events };
}

/** @returns False if the ticket is not the same any more. */
async function replaceTicket(store: Store, before: WholeTicket, after: WholeTicket, by: Actor): Promise<boolean> {
  const number = Number(before.record.id);
  const commit = (stage: (transaction: Transaction) => void) =>
    store.commits.commit(async (transaction) => {
      const present = await transaction.get<TicketRecord>(keys.ticket(number));
      if (present?.revision !== before.record.revision) return false;
      stage(transaction);
      return true;
    }, { reads: [keys.ticket(number)] });
  const changes = await listIndexChanges(before, after, by);
  const [words, filters] = [true, false].map((isWord) => changes.filter(({ term }) => isWordTerm(term) === isWord));
  for (const changes of toBatches(words!, BATCH.terms)) {
    if (!await commit((transaction) => transaction.changeIndex(number, changes))) return false;
  }
  const rows = toBatches(await listChangedRows(store.kv, before, after), BATCH.rows);
  for (const batch of rows.slice(0, -1)) {
    if (!await commit((transaction) => batch.forEach((row) => stageRow(transaction, row)))) return false;
  }
  return await commit((transaction) => {
    rows.at(-1)?.forEach((row) => stageRow(transaction, row)); // with the record: what is left to do stays visible
    transaction.changeIndex(number, filters!); // they find the ticket until it is rewritten
    stageRecord(transaction, before.record, after.record, by);
  });
}

async function listIndexChanges(before: WholeTicket, after: WholeTicket, by: Actor): Promise<TermChange[]> {
  const [had, has] = await Promise.all([getContributions(toTexts(before)), getContributions(toTexts(after, by))]);
  return [...new Set([...had!.keys(), ...has!.keys()])]
    .filter((term) => had!.get(term) !== has!.get(term))
    .flatMap((term) => toReplacingChanges(has!.get(term) ?? 0).map((change) => ({ term, change })));
}

/** @param by The author of one more event. */
function toTexts({ record, description, comments, events }: WholeTicket, by?: Actor): TicketTexts {
  const bodies = comments.map(({ value }) => value.body);
  const authors = listAuthors(events.map(({ value }) => value), comments.map(({ value }) => value));
  return {
    record,
    description,
    comments: bodies,
    authors: by === undefined ? authors : [...authors, getResponsibleName(by)],
  };
}

/** A row with its new value; undefined to delete it. */
type ChangedRow = readonly [key: Key, value: unknown];

async function listChangedRows(kv: KeyValueStore, before: WholeTicket, after: WholeTicket): Promise<ChangedRow[]> {
  const events = listChanged(before.events, after.events)
    .map(({ key, value, versionstamp }): ChangedRow => [key, { ...value, ...keepCommit(value, versionstamp) }]);
  const comments = listChanged(before.comments, after.comments).map(({ key, value }): ChangedRow => [key, value]);
  const texts = await listGoneTexts(kv, before, after);
  return [...events, ...texts, ...comments]; // the authors stay to the end: they find the ticket
}

function listChanged<T>(before: readonly ListedEntry<T>[], after: readonly ListedEntry<T>[]): ListedEntry<T>[] {
  return after.filter(({ value }, index) => JSON.stringify(before[index]!.value) !== JSON.stringify(value));
}

/** Lists the rows of earlier texts, of the description and of files that the ticket should not have any more. */
async function listGoneTexts(kv: KeyValueStore, before: WholeTicket, after: WholeTicket): Promise<ChangedRow[]> {
  const rows: ChangedRow[] = [];
  const number = Number(before.record.id);
  const kept = new Set(
    after.events.filter(({ value }) => value.texts !== undefined).map(({ value }) => value.revision),
  );
  for await (const { key } of kv.list({ prefix: prefixes.earlierTexts(number) })) {
    if (!kept.has(Number(key.at(-2)))) rows.push([key, undefined]);
  }
  if (before.description !== after.description) rows.push([keys.description(number), after.description || undefined]);
  if (after.record.attachments.length > 0) return rows;
  for await (const { key, value } of kv.list<StoredAttachment>({ prefix: keys.attachment(number, "").slice(0, -1) })) {
    const pieces = Array.from({ length: value.pieces }, (_, index) => keys.attachmentPiece(value.upload, index));
    rows.push(...[...pieces, key].map((key): ChangedRow => [key, undefined]));
  }
  return rows;
}

function stageRow(transaction: Transaction, [key, value]: ChangedRow): void {
  if (value === undefined) transaction.delete(key);
  else transaction.set(key, value);
}

function stageRecord(transaction: Transaction, before: TicketRecord, changed: TicketRecord, by: Actor): void {
  const number = Number(before.id);
  const after = { ...changed, revision: before.revision + 1, updated_at: formatInstant(transaction.now) };
  transaction.set(keys.ticket(number), after);
  if (before.external_id !== null && after.external_id === null) transaction.delete(keys.external(before.external_id));
  const event = createTicketEvent("erased", changed, after, { by });
  transaction.set(keys.ticketEvent(number, after.revision), toStoredEvent(event));
  reindexTicket(transaction, before, after);
  stageUpdate(transaction, before, after);
  transaction.recordChange({ kind: "ticket", id: after.id });
}
