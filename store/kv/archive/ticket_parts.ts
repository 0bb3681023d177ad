/** The parts of an imported ticket beside its record: comments, events, and the words of all texts. */

import type { ParsedTicket } from "../../rules/archive/mod.ts";
import { extractWords, toWordTerm } from "../../search/analysis/mod.ts";
import type { Position } from "../../search/position.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import { getPosition, PRESENT } from "../index/mod.ts";
import { EncodedValue, type Key, measureKey } from "../port/mod.ts";
import { keys, toTicketEventKey } from "../schema/mod.ts";
import { getTextWords, toStoredEvent } from "../ticket_changes/mod.ts";

/** A key with its value. The ticket number in the key may not be known yet. */
export interface Part {
  toKey(position: Position): Key;
  value: EncodedValue;
}

/** The limits of parts in one commit, which leave room for the record, the description and the filters. */
const ROOM = { keys: 900, keyBytes: 70_000, bytes: 600_000 };
const present = EncodedValue.from(PRESENT);
/** A position of the same size as every other. */
const ANY_POSITION: Position = [0, 0];

/** Converts a ticket to parts, without the event of the import itself. */
export function toParts({ record, description, comments, events }: ParsedTicket): Part[] {
  const words = comments.reduce(
    (found, { body }) => found.union(extractWords(body)),
    getTextWords(record.subject, description),
  );
  return [
    ...comments.map((comment): Part => ({
      toKey: ([, ticket]) => keys.comment(ticket, comment.number),
      value: EncodedValue.from(comment),
    })),
    ...events.map((event, index): Part => ({
      toKey: ([, ticket]) => toTicketEventKey(ticket, event, index),
      value: EncodedValue.from(toStoredEvent(event)),
    })),
    ...[...words].map((word): Part => ({
      toKey: (position) => keys.posting(toWordTerm(word), position),
      value: present,
    })),
  ];
}

/** Stages parts of a ticket that has its id. */
export function stageParts(transaction: Transaction, record: TicketRecord, parts: readonly Part[]): void {
  const position = getPosition(record);
  for (const { toKey, value } of parts) transaction.set(toKey(position), value);
}

/** Splits parts into lists that each fit in a commit. */
export function splitIntoCommits(parts: readonly Part[]): Part[][] {
  const commits: Part[][] = [];
  let room = { keys: 0, keyBytes: 0, bytes: 0 };
  for (const part of parts) {
    const size = measureKey(part.toKey(ANY_POSITION));
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
