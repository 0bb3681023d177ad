/** The parts of an imported ticket beside its record: comments and events. */

import type { ParsedTicket } from "../../rules/archive/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import { EncodedValue, type Key, measureKey } from "../port/mod.ts";
import { keys, toTicketEventKey } from "../schema/mod.ts";
import { isCreation, listEarlierTexts, toStoredEvent } from "../ticket_changes/mod.ts";

/** A key with its value. The ticket number in the key may not be known yet. */
export interface Part {
  toKey(ticket: number): Key;
  value: EncodedValue;
}

/** The limits of parts in one commit, which leave room for the record, the description and the index. */
const ROOM = { keys: 900, keyBytes: 70_000, bytes: 400_000 };

/** Converts a ticket to parts, without the event of the import itself. */
export function toParts({ comments, events }: ParsedTicket): Part[] {
  const described = events.find((event) => event.after.description !== undefined && !isCreation(event))?.revision;
  const until = described === undefined ? {} : { described_until: described };
  return [
    ...comments.map((comment): Part => ({
      toKey: (ticket) => keys.comment(ticket, comment.number),
      value: EncodedValue.from(comment),
    })),
    ...events.map((event, index): Part => ({
      toKey: (ticket) => toTicketEventKey(ticket, event, index),
      value: EncodedValue.from({ ...toStoredEvent(event), ...isCreation(event) && until, added_in: "" }),
    })),
    ...events.flatMap((event) =>
      listEarlierTexts(event).map((text, part): Part => ({
        toKey: (ticket) => keys.earlierText(ticket, event.revision, part),
        value: EncodedValue.from(text),
      }))
    ),
  ];
}

/** Stages parts of a ticket that has its id. */
export function stageParts(transaction: Transaction, { id }: TicketRecord, parts: readonly Part[]): void {
  for (const { toKey, value } of parts) transaction.set(toKey(Number(id)), value);
}

/** Splits parts into lists that each fit in a commit. */
export function splitIntoCommits(parts: readonly Part[]): Part[][] {
  const commits: Part[][] = [];
  let room = { keys: 0, keyBytes: 0, bytes: 0 };
  for (const part of parts) {
    const size = measureKey(part.toKey(0));
    const bytes = size + part.value.bytes.length;
    room = { keys: room.keys - 1, keyBytes: room.keyBytes - size, bytes: room.bytes - bytes };
    if (Math.min(...Object.values(room)) < 0) {
      commits.push([]);
      room = { keys: ROOM.keys - 1, keyBytes: ROOM.keyBytes - size, bytes: ROOM.bytes - bytes };
    }
    commits.at(-1)!.push(part);
  }
  return commits;
}
