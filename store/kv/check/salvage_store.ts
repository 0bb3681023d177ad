/** Reads everything that can be read from a damaged store, in the form of an export. */

import type { ArchivedArticle, ArchivedCustomer, ArchivedTicket, ArchivedTicketFields } from "../../archive.ts";
import { isChange } from "../../event.ts";
import { omitDerived } from "../../rules/tickets/mod.ts";
import type { SettingsRevision } from "../../settings.ts";
import { type Entries, type Key, type Keys, type KeyValueStore, toKeyIdentity } from "../port/mod.ts";
import { readBatches, type Row, type StoreRows } from "../rows/mod.ts";
import { keys } from "../schema/mod.ts";
import { isCreation, restoreEvents, type StoredTicketEvent } from "../ticket_changes/mod.ts";
import { type AssembledArticle, type AssembledCustomer, type AssembledTicket, Findings } from "./assembly/mod.ts";
import { openRows } from "./open_rows.ts";
import { readArticles, readDesk, readSettingsHistory } from "./reading/mod.ts";

/** Items in the order of an export. The first is the store itself. */
export type SalvagedItem =
  | { kind: "store"; isOlder: boolean }
  | { kind: "settings"; revisions: SettingsRevision[] }
  | { kind: "article"; item: ArchivedArticle }
  | { kind: "customer"; item: ArchivedCustomer }
  | { kind: "ticket"; item: ArchivedTicket; files: { name: string; bytes: Uint8Array }[] };

/**
 * Reads a store. Items whose parts do not fit together are completed, so that they can be imported.
 *
 * @param path The path of the store, which is only read.
 * @param findings Receives what is lost, and what was completed.
 * @throws {DeskError} `unavailable` if the file is not a store.
 */
export async function* salvageStore(path: string, findings: Findings): AsyncGenerator<SalvagedItem> {
  using opened = await openRows(path);
  for (const problem of opened.damage) findings.add("file", "The file", `${problem}.`);
  const isFileDamaged = opened.damage.length > 0;
  yield { kind: "store", isOlder: opened.isOlder };
  yield { kind: "settings", revisions: await readSettingsHistory(opened.rows, { findings, isFileDamaged }) };
  for await (const article of readArticles(opened.rows, { findings, isFileDamaged })) {
    yield { kind: "article", item: toArchivedArticle(article) };
  }
  for await (const each of readDesk(opened.rows, { findings, isFileDamaged })) {
    if (each.kind === "customer") yield { kind: "customer", item: toArchivedCustomer(each.item) };
    else yield await salvageTicket(opened.rows, each.item);
  }
}

async function salvageTicket(rows: StoreRows, ticket: AssembledTicket): Promise<SalvagedItem> {
  return { kind: "ticket", item: await toArchivedTicket(ticket), files: await readFiles(rows, ticket) };
}

function toArchivedArticle({ revisions }: AssembledArticle): ArchivedArticle {
  return { id: revisions.at(-1)!.id, revisions: revisions.map(({ id: _, ...rest }) => rest) };
}

function toArchivedCustomer({ customer, events, refusals }: AssembledCustomer): ArchivedCustomer {
  return { customer, events: sortEvents([...events.values(), ...refusals]) };
}

async function toArchivedTicket(assembled: AssembledTicket): Promise<ArchivedTicket> {
  const { record, description, comments, events, refusals } = assembled;
  const { id, subject, customer, status, resolution, ...stored } = record;
  const ticket = {
    id,
    subject,
    customer,
    status,
    resolution,
    description,
    ...omitDerived(stored),
  } as ArchivedTicketFields;
  const sorted = omitLostDescriptions(sortEvents([...events.values(), ...refusals]), assembled);
  return { ticket, comments, events: await restoreEvents(new AssembledTexts(assembled), sorted) };
}

/**
 * If changes of the description are lost, the rest do not lead to the present one. The ticket then has it from the beginning.
 *
 * @param sorted The history, in order.
 */
function omitLostDescriptions(
  sorted: StoredTicketEvent[],
  { description, earlier }: AssembledTicket,
): StoredTicketEvent[] {
  const until = sorted.find(isCreation)?.described_until;
  const changes = sorted.filter(({ comment, texts }) => comment === undefined && texts !== undefined);
  if (until === undefined && changes.length === 0) return sorted;
  const last = changes.at(-1)?.revision;
  const isLast = ({ key }: Row) => Number(key.at(-2)) === last && key.at(-1) === 1;
  const isWhole = changes[0]?.revision === until && earlier.find(isLast)?.value === description;
  if (isWhole) return sorted;
  return sorted.map(({ described_until: _until, ...event }) => {
    if (event.comment !== undefined) return event;
    const { texts: _texts, ...rest } = event;
    return rest;
  });
}

/** Reads the texts that are beside the events of a ticket. */
class AssembledTexts implements Pick<KeyValueStore, "getMany"> {
  readonly #texts = new Map<string, unknown>();

  constructor({ record: { id }, description, comments, earlier }: AssembledTicket) {
    const number = Number(id);
    this.#add(keys.description(number), description);
    for (const comment of comments) this.#add(keys.comment(number, comment.number), comment);
    for (const { key, value } of earlier) this.#add(key, value);
  }

  #add(key: Key, value: unknown): void {
    this.#texts.set(toKeyIdentity(key), value);
  }

  getMany<T extends readonly unknown[]>(keys: Keys<T>): Promise<Entries<T>> {
    const entries = keys.map((key) => ({
      key,
      value: this.#texts.get(toKeyIdentity(key)) ?? null,
      versionstamp: null,
    }));
    return Promise.resolve(entries as unknown as Entries<T>);
  }
}

/** Sorts by revision. A refusal comes after the change that it left in place. */
function sortEvents<Event extends StoredTicketEvent | ArchivedCustomer["events"][number]>(events: Event[]): Event[] {
  return events.sort((one, other) =>
    one.revision - other.revision || Number(isChange(other)) - Number(isChange(one)) || (one.at < other.at ? -1 : 1)
  );
}

async function readFiles(rows: StoreRows, { files }: AssembledTicket): Promise<{ name: string; bytes: Uint8Array }[]> {
  return await Promise.all(files.map(async ({ name, upload }) => {
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for await (const batch of readBatches(rows, keys.attachmentPiece(upload, 0).slice(0, -1))) {
      const readable = batch.map(({ value }) => value).filter((value) => value instanceof Uint8Array);
      pieces.push(...readable as Uint8Array<ArrayBuffer>[]);
    }
    return { name, bytes: new Uint8Array(await new Blob(pieces).arrayBuffer()) };
  }));
}
