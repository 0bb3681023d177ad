/** The events after a place in the change stream. */

import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { listCommits, readLatestCommit, toStartAfter } from "../change_log/mod.ts";
import type { Key, KeyValueStore, ListedEntry } from "../port/mod.ts";
import { prefixes } from "../schema/mod.ts";
import type { StoredTicketEvent } from "../ticket_changes/mod.ts";

/** A place in the stream. */
export interface Position {
  /** The last commit whose events are known; the empty string for all. */
  cursor: string;
  /** The time at which the stream was read up to there, in milliseconds since the epoch. */
  at: number;
}

/** An event, and the key under which its ticket has it. */
export interface FoundEvent {
  key: Key;
  event: StoredTicketEvent;
}

/** Events, and the place after them; null if there are more before the next place. */
export interface EventBatch {
  events: FoundEvent[];
  cursor: string | null;
}

/** Entries of the change log expire after an hour. In milliseconds. */
const LOG_TIME = 50 * 60 * 1000;

/** The events that are returned together. */
const BATCH_SIZE = 100;

/** Lists the events after a position. */
export function listNewEvents(kv: KeyValueStore, position: Position, now: number): AsyncGenerator<EventBatch> {
  return now - position.at < LOG_TIME ? followLog(kv, position.cursor) : searchHistories(kv, position.cursor);
}

/** Finds the events of each commit: the entries that have its versionstamp. */
async function* followLog(kv: KeyValueStore, after: string): AsyncGenerator<EventBatch> {
  let events: FoundEvent[] = [];
  let cursor: string | null = null;
  for await (const { versionstamp, changes } of listCommits(kv, toStartAfter(after))) {
    const tickets = new Set(changes.flatMap((change) => change.kind === "ticket" ? [Number(change.id)] : []));
    for (const ticket of tickets) events.push(...await readCommitEvents(kv, ticket, versionstamp));
    cursor = versionstamp;
    if (events.length < BATCH_SIZE) continue;
    yield { events, cursor };
    events = [];
  }
  if (cursor !== null) yield { events, cursor };
}

async function readCommitEvents(kv: KeyValueStore, ticket: number, versionstamp: string): Promise<FoundEvent[]> {
  const found: ListedEntry<StoredTicketEvent>[] = [];
  const range = { prefix: prefixes.ticketEvents(ticket) };
  for await (const entry of kv.list<StoredTicketEvent>(range, { reverse: true, batchSize: 10 })) {
    if (entry.versionstamp < versionstamp) break;
    if (entry.versionstamp === versionstamp) found.unshift(entry);
  }
  return toEvents(found);
}

/** Reads every history, because the log no longer has all commits since the position. */
async function* searchHistories(kv: KeyValueStore, after: string): AsyncGenerator<EventBatch> {
  const latest = await readLatestCommit(kv);
  let events: FoundEvent[] = [];
  let ticket: ListedEntry<StoredTicketEvent>[] = [];
  const range = { prefix: prefixes.allTicketEvents };
  for await (const entry of kv.list<StoredTicketEvent>(range, { batchSize: 500 })) {
    if (entry.versionstamp <= after || !isPlainObject(entry.value)) continue;
    if (ticket.length > 0 && ticket[0]!.key[2] !== entry.key[2]) {
      events.push(...toEvents(ticket));
      ticket = [];
    }
    ticket.push(entry);
    if (events.length < BATCH_SIZE) continue;
    yield { events, cursor: null };
    events = [];
  }
  yield { events: [...events, ...toEvents(ticket)], cursor: latest > after ? latest : after };
}

/** An erasure rewrites the history of a ticket after the earlier events were queued, and adds one. */
function toEvents(entries: readonly ListedEntry<StoredTicketEvent>[]): FoundEvent[] {
  const erased = entries.findLastIndex(({ value }) => value.what === "erased");
  return entries.slice(Math.max(erased, 0)).map(({ key, value }) => ({ key, event: value }));
}
