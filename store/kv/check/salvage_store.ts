/** Reads everything that can be read from a damaged store, in the form of an export. */

import type { ArchivedCustomer, ArchivedTicket, ArchivedTicketFields } from "../../archive.ts";
import { isChange, type TicketEvent } from "../../event.ts";
import { readBatches, type StoreRows } from "../rows/mod.ts";
import { keys } from "../schema/mod.ts";
import type { StoredTicketEvent } from "../ticket_changes/mod.ts";
import { Findings, type MendedCustomer, type MendedTicket } from "./mend/mod.ts";
import { openRows } from "./open_rows.ts";
import { readDesk } from "./read_desk.ts";

/** Items in the order of an export. */
export type SalvagedItem =
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
  for await (const each of readDesk(opened.rows, { findings, isFileDamaged })) {
    if (each.kind === "customer") yield { kind: "customer", item: toArchivedCustomer(each.item) };
    else yield { kind: "ticket", item: toArchivedTicket(each.item), files: await readFiles(opened.rows, each.item) };
  }
}

function toArchivedCustomer({ customer, events, refusals }: MendedCustomer): ArchivedCustomer {
  return { customer, events: sortEvents([...events.values(), ...refusals]) };
}

function toArchivedTicket({ record, description, comments, events, refusals }: MendedTicket): ArchivedTicket {
  const { id, subject, customer, status, resolution, ...rest } = record;
  const ticket = { id, subject, customer, status, resolution, description, ...rest } as ArchivedTicketFields;
  const stored = sortEvents([...events.values(), ...refusals]);
  return { ticket, comments, events: stored.map((event) => restoreTexts(event, { description, comments })) };
}

function restoreTexts(
  { comment: number, ...event }: StoredTicketEvent,
  { description, comments }: Pick<MendedTicket, "description" | "comments">,
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

async function readFiles(rows: StoreRows, { files }: MendedTicket): Promise<{ name: string; bytes: Uint8Array }[]> {
  return await Promise.all(files.map(async ({ name, upload }) => {
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for await (const batch of readBatches(rows, keys.attachmentPiece(upload, 0).slice(0, -1))) {
      pieces.push(...batch.map(({ value }) => value as Uint8Array<ArrayBuffer>));
    }
    return { name, bytes: new Uint8Array(await new Blob(pieces).arrayBuffer()) };
  }));
}
