/** Collects the parts of tickets, which are in different ranges of keys. */

import { readBatches, type Row, type StoreRows } from "../../rows/mod.ts";
import { prefixes } from "../../schema/mod.ts";
import type { Key } from "../../port/mod.ts";

/** Everything that is stored under the number of one ticket, unchecked. Some may be missing. */
export interface TicketParts {
  readonly number: number;
  record?: Row;
  description?: Row;
  readonly comments: Row[];
  /** Texts that changes have replaced. */
  readonly earlier: Row[];
  /** Changes and refusals, in order. */
  readonly events: Row[];
  readonly files: Row[];
}

type PartName = Exclude<keyof TicketParts, "number">;

const RANGES: readonly [part: PartName, prefix: Key][] = [
  ["description", ["description"]],
  ["comments", ["comment"]],
  ["earlier", ["earlier"]],
  ["events", ["event", "ticket"]],
  ["files", ["attachment"]],
];

/** Reads the parts of all tickets in batches, by number. A number without a record may have other parts. */
export async function* readTicketParts(rows: StoreRows): AsyncGenerator<TicketParts[]> {
  let from = -Infinity;
  for await (const records of readBatches(rows, prefixes.tickets)) {
    const last = Number(records.at(-1)!.key.at(-1));
    yield await readParts(rows, records, from, last);
    from = last;
  }
  yield await readParts(rows, [], from, Infinity);
}

/** Reads the parts of the tickets after the number `after`, up to `last`. */
async function readParts(
  rows: StoreRows,
  records: readonly Row[],
  after: number,
  last: number,
): Promise<TicketParts[]> {
  const tickets = new Map<number, TicketParts>();
  for (const record of records) getParts(tickets, Number(record.key.at(-1))).record = record;
  for (const [part, prefix] of RANGES) {
    const range = {
      start: after === -Infinity ? [...prefix, after] : [...prefix, after, LAST_PART],
      end: [...prefix, last, LAST_PART],
    };
    for await (const batch of readBatches(rows, range)) {
      for (const row of batch) addPart(getParts(tickets, Number(row.key[prefix.length])), part, row);
    }
  }
  return [...tickets.values()].sort((one, other) => one.number - other.number);
}

/** Sorts after every part that follows a number of ours. */
const LAST_PART = true;

function getParts(tickets: Map<number, TicketParts>, number: number): TicketParts {
  let parts = tickets.get(number);
  if (parts === undefined) tickets.set(number, parts = { number, comments: [], earlier: [], events: [], files: [] });
  return parts;
}

function addPart(ticket: TicketParts, part: PartName, row: Row): void {
  if (part === "record" || part === "description") ticket[part] = row;
  else ticket[part].push(row);
}
