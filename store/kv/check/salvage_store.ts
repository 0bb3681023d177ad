/** Reads everything that can be read from a damaged store, in the form of an export. */

import type { ArchivedArticle, ArchivedCustomer, ArchivedTicket, ArchivedTicketFields } from "../../archive.ts";
import { isChange, type TicketEvent } from "../../event.ts";
import { omitDerived } from "../../rules/tickets/mod.ts";
import type { SettingsRevision } from "../../settings.ts";
import { readBatches, type StoreRows } from "../rows/mod.ts";
import { keys } from "../schema/mod.ts";
import type { StoredTicketEvent } from "../ticket_changes/mod.ts";
import { type AssembledArticle, type AssembledCustomer, type AssembledTicket, Findings } from "./assembly/mod.ts";
import { openRows } from "./open_rows.ts";
import { readArticles, readDesk, readSettingsHistory } from "./reading/mod.ts";

/** Items in the order of an export. */
export type SalvagedItem =
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
  yield { kind: "settings", revisions: await readSettingsHistory(opened.rows, { findings, isFileDamaged }) };
  for await (const article of readArticles(opened.rows, { findings, isFileDamaged })) {
    yield { kind: "article", item: toArchivedArticle(article) };
  }
  for await (const each of readDesk(opened.rows, { findings, isFileDamaged })) {
    if (each.kind === "customer") yield { kind: "customer", item: toArchivedCustomer(each.item) };
    else yield { kind: "ticket", item: toArchivedTicket(each.item), files: await readFiles(opened.rows, each.item) };
  }
}

function toArchivedArticle({ revisions }: AssembledArticle): ArchivedArticle {
  return { id: revisions.at(-1)!.id, revisions: revisions.map(({ id: _, ...rest }) => rest) };
}

function toArchivedCustomer({ customer, events, refusals }: AssembledCustomer): ArchivedCustomer {
  return { customer, events: sortEvents([...events.values(), ...refusals]) };
}

function toArchivedTicket({ record, description, comments, events, refusals }: AssembledTicket): ArchivedTicket {
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
  const sorted = sortEvents([...events.values(), ...refusals]);
  return { ticket, comments, events: sorted.map((event) => restoreTexts(event, { description, comments })) };
}

function restoreTexts(
  { comment: number, sum: _sum, added_in: _commit, ...event }: StoredTicketEvent,
  { description, comments }: Pick<AssembledTicket, "description" | "comments">,
): TicketEvent {
  const comment = number === undefined ? undefined : comments[number - 1];
  const after = event.revision === 1 && isChange(event) ? { ...event.after, description } : event.after;
  return { ...event, after, ...comment && { comment } };
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
