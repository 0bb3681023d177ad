/** What belongs to a ticket from outside beside its record: comments, events, and the words of all its texts. */

import type { ParsedTicket } from "../../rules/archive/ticket.ts";
import type { TicketRecord } from "../../ticket.ts";
import { toWordTerm } from "../../search/analysis/terms.ts";
import { extractWords } from "../../search/analysis/words.ts";
import { toTicketEventKey } from "../schema/event_keys.ts";
import { measureKey } from "../port/key.ts";
import type { Position } from "../../search/position.ts";
import { keys } from "../schema/keys.ts";
import { getTextWords } from "../ticket_changes/ticket_creation.ts";
import { toStoredEvent } from "../ticket_changes/ticket_events.ts";
import { getPosition, PRESENT } from "../index/ticket_index.ts";
import type { EncodedValue } from "../port/portable_values.ts";
import type { Transaction } from "../commit/transaction.ts";
import { toEncodedValue } from "../port/value.ts";

/** One key and its value; the number in the key may not be known yet. */
export interface Part {
  key(position: Position): Deno.KvKey;
  value: EncodedValue;
}

/** How much one commit takes of these, beside a ticket's record, description and filters (see `COMMIT_LIMITS`). */
const ROOM = { keys: 900, keyBytes: 70_000, bytes: 600_000 };
const present = toEncodedValue(PRESENT);
/** As large as numbers in keys get. */
const ANY_POSITION: Position = [0, 0];

/** The parts of a ticket; its first event, if it came without a history, isn't among them. */
export function toParts({ record, description, comments, events }: ParsedTicket): Part[] {
  const words = comments.reduce(
    (found, { body }) => found.union(extractWords(body)),
    getTextWords(record.subject, description),
  );
  return [
    ...comments.map((comment): Part => ({
      key: ([, ticket]) => keys.comment(ticket, comment.number),
      value: toEncodedValue(comment),
    })),
    ...events.map((event, index): Part => ({
      key: ([, ticket]) => toTicketEventKey(ticket, event, index),
      value: toEncodedValue(toStoredEvent(event)),
    })),
    ...[...words].map((word): Part => ({
      key: (position) => keys.posting(toWordTerm(word), position),
      value: present,
    })),
  ];
}

/** Stages parts of a ticket that has its id. */
export function stageParts(transaction: Transaction, record: TicketRecord, parts: readonly Part[]): void {
  const position = getPosition(record);
  for (const { key, value } of parts) transaction.set(key(position), value);
}

/** The parts in lists of which each fits into a commit. */
export function splitIntoCommits(parts: readonly Part[]): Part[][] {
  const commits: Part[][] = [];
  let room = { keys: 0, keyBytes: 0, bytes: 0 };
  for (const part of parts) {
    const size = measureKey(part.key(ANY_POSITION));
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
