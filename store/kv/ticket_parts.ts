/** What belongs to a ticket from outside beside its record: comments, events, and the words of all its texts. */

import type { CheckedTicket } from "../rules/archived_ticket.ts";
import type { TicketRecord } from "../ticket.ts";
import { wordTerm } from "../search/terms.ts";
import { wordsOf } from "../search/words.ts";
import { ticketEventKey } from "./event_keys.ts";
import { keyBytes } from "./key.ts";
import { keys, type Position } from "./keys.ts";
import { textWords } from "./ticket_creation.ts";
import { storedEvent } from "./ticket_events.ts";
import { positionOf, PRESENT } from "./ticket_index.ts";
import type { EncodedValue } from "./portable_values.ts";
import type { Transaction } from "./transaction.ts";
import { encoded } from "./value.ts";

/** One key and its value; the number in the key may not be known yet. */
export interface Part {
  key(position: Position): Deno.KvKey;
  value: EncodedValue;
}

/** How much one commit takes of these, beside a ticket's record, description and filters (see `COMMIT_LIMITS`). */
const ROOM = { keys: 900, keyBytes: 70_000, bytes: 600_000 };
const present = encoded(PRESENT);
/** As large as numbers in keys get. */
const ANYWHERE: Position = [0, 0];

/** The parts of a ticket; its first event, if it came without a history, isn't among them. */
export function partsOf({ record, description, comments, events }: CheckedTicket): Part[] {
  const words = comments.reduce(
    (found, { body }) => found.union(wordsOf(body)),
    textWords(record.subject, description),
  );
  return [
    ...comments.map((comment): Part => ({
      key: ([, ticket]) => keys.comment(ticket, comment.number),
      value: encoded(comment),
    })),
    ...events.map((event, index): Part => ({
      key: ([, ticket]) => ticketEventKey(ticket, event, index),
      value: encoded(storedEvent(event)),
    })),
    ...[...words].map((word): Part => ({ key: (position) => keys.posting(wordTerm(word), position), value: present })),
  ];
}

/** Stages parts of a ticket that has its id. */
export function stageParts(transaction: Transaction, record: TicketRecord, parts: readonly Part[]): void {
  const position = positionOf(record);
  for (const { key, value } of parts) transaction.set(key(position), value);
}

/** The parts in lists of which each fits into a commit. */
export function worthOfCommits(parts: readonly Part[]): Part[][] {
  const commits: Part[][] = [];
  let room = { keys: 0, keyBytes: 0, bytes: 0 };
  for (const part of parts) {
    const size = keyBytes(part.key(ANYWHERE));
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
