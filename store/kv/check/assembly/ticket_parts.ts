/** Collects the parts of tickets, which are in different ranges of keys. */

import { readBatches, type Row, type StoreRows } from "../../rows/mod.ts";
import { prefixes } from "../../schema/mod.ts";
import type { Key, KeyRange } from "../../port/mod.ts";

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

/** Numbers of tickets: those after one, up to another. */
export interface TicketRange {
  after: number;
  last: number;
}

export const EVERY_TICKET: TicketRange = { after: -Infinity, last: Infinity };

/** Reads the parts of the tickets of a range in batches, by number. A number without a record may have other parts. */
export async function* readTicketParts(rows: StoreRows, { after, last }: TicketRange): AsyncGenerator<TicketParts[]> {
  let from = after;
  for await (const batch of readBatches(rows, toKeyRange(prefixes.tickets, { after, last }))) {
    const to = Number(batch.at(-1)!.key.at(-1));
    yield await readParts(rows, batch, { after: from, last: to });
    from = to;
  }
  if (from < last) yield await readParts(rows, [], { after: from, last });
}

async function readParts(rows: StoreRows, records: readonly Row[], tickets: TicketRange): Promise<TicketParts[]> {
  const found = new Map<number, TicketParts>();
  for (const record of records) getParts(found, Number(record.key.at(-1))).record = record;
  for (const [part, prefix] of RANGES) {
    for await (const batch of readBatches(rows, toKeyRange(prefix, tickets))) {
      for (const row of batch) addPart(getParts(found, Number(row.key[prefix.length])), part, row);
    }
  }
  return [...found.values()].sort((one, other) => one.number - other.number);
}

function toKeyRange(prefix: Key, { after, last }: TicketRange): KeyRange {
  return {
    start: after === -Infinity ? [...prefix, LOWEST_PART] : [...prefix, after, LAST_PART],
    end: last === Infinity ? [...prefix, LAST_PART] : [...prefix, last, LAST_PART],
  };
}

/** Sorts before every part. */
const LOWEST_PART = new Uint8Array();

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
