import { toArticleSummary } from "../../rules/knowledge/mod.ts";
import type { StoredAttachment } from "../attachments/mod.ts";
import { CountsBuilder, IndexBuilder } from "../index/mod.ts";
import { toStoredRevision } from "../knowledge/mod.ts";
import { openStore } from "../connection/mod.ts";
import { type KeyValueStore, readCounter } from "../port/mod.ts";
import { readBatches, readNumber, type StoreRows } from "../rows/mod.ts";
import { keys, prefixes, toCustomerEventKey, toTicketEventKey } from "../schema/mod.ts";
import type { StoredTicketEvent } from "../ticket_changes/mod.ts";
import { type Position, toRepairedPosition } from "../webhooks/mod.ts";
import { DerivedEntries, listTicketFacts, planLinks, planMerges } from "./derived/mod.ts";
import {
  type AssembledArticle,
  type AssembledCustomer,
  type AssembledTicket,
  correctTicket,
  Findings,
} from "./assembly/mod.ts";
import { readArticles, readDesk, type ReadOptions, readOthers, readSettingsHistory } from "./reading/mod.ts";
import { StoreWriter } from "./store_writer.ts";

export interface WriteOptions extends Omit<ReadOptions, "findings"> {
  /** True if parts of tickets are missing or wrong: then a link may be in one ticket of the two, and a merge lead to none. */
  hasLosses: boolean;
}

/**
 * Writes a new store with everything that can be read from another one. What follows from tickets and accounts is made
 * again.
 *
 * @param path Nothing exists there.
 */
export async function writeStore(
  path: string,
  rows: StoreRows,
  { hasLosses, ...options }: WriteOptions,
): Promise<void> {
  const store = await openStore({ kind: "file", path });
  try {
    const writer = new StoreWriter(store.kv);
    const correct = hasLosses
      ? await planCorrections(() => readTickets(rows, options))
      : (ticket: AssembledTicket) => ticket;
    const builder = new IndexBuilder(store.kv);
    const counts = new CountsBuilder(store.kv);
    const derived = new DerivedEntries(
      (key, value) => writer.set(key, value),
      (number, postings) => builder.add(number, postings),
    );
    for await (const article of readArticles(rows, { ...options, findings: new Findings() })) {
      writeArticle(writer, article);
      await derived.addArticle(article);
      await commitAll(store.kv, builder); // tickets, whose numbers start again, follow
      await writer.advance();
    }
    for await (const each of readDesk(rows, { ...options, findings: new Findings() })) {
      if (each.kind === "customer") {
        writeCustomer(writer, each.item);
        derived.addCustomer(each.item);
      } else {
        const ticket = correct(each.item);
        await writeTicket(writer, rows, ticket);
        counts.add(Number(ticket.record.id), listTicketFacts(ticket));
        if (counts.isFull) await commitAll(store.kv, counts);
        await derived.addTicket(ticket);
        if (builder.isFull) await commitAll(store.kv, builder);
      }
      await writer.advance();
    }
    for (const each of [builder, counts]) await commitAll(store.kv, each);
    await writeOthers(writer, rows, derived);
    for (const { key, count } of derived.counts.values()) if (count !== 0) writer.add(key, count);
    await writer.flush();
  } finally {
    await store.close();
  }
}

/** Returns a function that gives a ticket the links that both tickets can have, and removes a merge that leads to no ticket. */
async function planCorrections(
  readTickets: () => AsyncIterable<AssembledTicket>,
): Promise<(ticket: AssembledTicket) => AssembledTicket> {
  const linked = (await planLinks(readTickets())).links;
  const merges = await planMerges(readTickets());
  return (ticket) => {
    const { id } = ticket.record;
    const links = linked.get(id);
    return correctTicket(ticket, { ...links && { links: [...links] }, ...merges.has(id) && { merged_into: null } });
  };
}

async function* readTickets(rows: StoreRows, options: Omit<ReadOptions, "findings">): AsyncGenerator<AssembledTicket> {
  for await (const each of readDesk(rows, { ...options, findings: new Findings() })) {
    if (each.kind === "ticket") yield each.item;
  }
}

async function commitAll(kv: KeyValueStore, builder: IndexBuilder | CountsBuilder): Promise<void> {
  for await (const mutations of builder.takeMutations()) await kv.commit({ checks: [], mutations });
}

function writeArticle(writer: StoreWriter, { number, revisions }: AssembledArticle): void {
  writer.set(keys.article(number), toArticleSummary(revisions.at(-1)!, revisions[0]!.at));
  for (const revision of revisions) {
    writer.set(keys.articleRevision(number, revision.revision), toStoredRevision(revision));
  }
}

function writeCustomer(writer: StoreWriter, { customer, events, refusals }: AssembledCustomer): void {
  writer.set(keys.customer(customer.email), customer);
  for (const event of events.values()) writer.set(toCustomerEventKey(event, 0), event);
  refusals.forEach((event, index) => writer.set(toCustomerEventKey(event, index), event));
}

async function writeTicket(writer: StoreWriter, rows: StoreRows, ticket: AssembledTicket): Promise<void> {
  const { record, description, comments, earlier, events, refusals, files } = ticket;
  const number = Number(record.id);
  writer.set(keys.ticket(number), record);
  if (description !== "") writer.set(keys.description(number), description);
  for (const comment of comments) writer.set(keys.comment(number, comment.number), comment);
  for (const { key, value } of earlier) writer.set(key, value);
  for (const event of events.values()) writer.set(toTicketEventKey(number, event, 0), omitCommit(event));
  refusals.forEach((event, index) => writer.set(toTicketEventKey(number, event, index), omitCommit(event)));
  for (const file of files) await writeFile(writer, rows, number, file);
}

/** Leaves out the commit of an event: the new store has other versionstamps. An imported event stays one. */
function omitCommit({ added_in, ...event }: StoredTicketEvent): StoredTicketEvent {
  return added_in === "" ? { ...event, added_in } : event;
}

async function writeFile(writer: StoreWriter, rows: StoreRows, number: number, file: StoredAttachment): Promise<void> {
  writer.set(keys.attachment(number, file.name), file);
  const prefix = keys.attachmentPiece(file.upload, 0).slice(0, -1);
  for await (const batch of readBatches(rows, prefix)) {
    for (const { key, value } of batch) {
      if (!(value instanceof Uint8Array)) continue; // a damaged key beside the pieces of an intact file
      writer.set(key, value);
      await writer.advance();
    }
  }
}

/** Copies what belongs to no ticket or account, such as approvals. */
async function writeOthers(
  writer: StoreWriter,
  rows: StoreRows,
  { nextTicket, nextArticle }: DerivedEntries,
): Promise<void> {
  const next = { approval: 1, batch: 1 };
  for await (const { key, value, expiresAt } of readOthers(rows, new Findings())) {
    const [kind, number] = key;
    if (kind === "approval" || kind === "batch") next[kind] = Math.max(next[kind], Number(number) + 1);
    const left = expiresAt === null ? undefined : expiresAt - Date.now();
    const counter = readCounter(value);
    const isPosition = kind === prefixes.webhookPositions[0];
    if (counter !== null) writer.add(key, counter); // another program's
    else if (left === undefined || left > 0) {
      writer.set(key, isPosition ? toRepairedPosition(value as Position) : value, left);
    }
    await writer.advance();
  }
  const settings = await readSettingsHistory(rows, { findings: new Findings(), isFileDamaged: false });
  for (const revision of settings) writer.set(keys.settingsRevision(revision.revision), revision);
  if (settings.length > 0) writer.set(keys.settings, settings.at(-1));
  await writeNumber(writer, rows, keys.nextTicket, nextTicket);
  await writeNumber(writer, rows, keys.nextArticle, nextArticle);
  await writeNumber(writer, rows, keys.nextApproval, next.approval);
  await writeNumber(writer, rows, keys.nextBatch, next.batch);
}

/** Writes the number that the store had, or a higher one that it needs. Numbers are never used twice. */
async function writeNumber(
  writer: StoreWriter,
  rows: StoreRows,
  key: typeof keys.nextTicket,
  least: number,
): Promise<void> {
  const stored = await readNumber(rows, key) ?? least;
  const next = Number.isSafeInteger(stored) ? Math.max(stored, least) : least;
  if (next > 1) writer.set(key, next);
}
