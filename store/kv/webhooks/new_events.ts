/** The events after a place in the change stream. */

import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { listCommits, readLatestCommit, toStartAfter } from "../change_log/mod.ts";
import type { Key, KeyValueStore, ListedEntry } from "../port/mod.ts";
import { formatInstant } from "../../rules/values/mod.ts";
import { keys, prefixes } from "../schema/mod.ts";
import type { StoredTicketEvent } from "../ticket_changes/mod.ts";

/** A place in the stream. */
export interface Position {
  /**
   * The last commit whose events are known; the empty string for none. Null after a repair, which writes every row again: then the
   * time says which events are known.
   */
  cursor: string | null;
  /** The time at which the stream was read up to there, in milliseconds since the epoch. */
  at: number;
}

/** Returns the position in the store that a repair writes. */
export function toRepairedPosition(position: Position): Position {
  return { ...position, cursor: null };
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

/** The longest time from an event to its commit, in milliseconds. After a repair, events of that time can be sent again. */
const COMMIT_TIME = 10_000;

/** Lists the events after a position. */
export function listNewEvents(kv: KeyValueStore, position: Position, now: number): AsyncGenerator<EventBatch> {
  const { cursor, at } = position;
  return cursor !== null && now - at < LOG_TIME ? followLog(kv, cursor) : searchHistories(kv, position);
}

/** Finds the events of each commit. */
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
    if (entry.versionstamp < versionstamp) break; // rows are only rewritten by later commits
    if (getCommit(entry) === versionstamp) found.unshift(entry);
  }
  return toEvents(found);
}

/** Reads every history, because the log no longer has all commits since the position. */
async function* searchHistories(kv: KeyValueStore, { cursor: after, at }: Position): AsyncGenerator<EventBatch> {
  const latest = await findLatest(kv, after);
  const since = formatInstant(at - COMMIT_TIME);
  let events: FoundEvent[] = [];
  let ticket: ListedEntry<StoredTicketEvent>[] = [];
  const range = { prefix: prefixes.allTicketEvents };
  for await (const entry of kv.list<StoredTicketEvent>(range, { batchSize: 500 })) {
    if (!isPlainObject(entry.value)) continue; // damaged
    const isKnown = after === null ? entry.value.added_in === "" || entry.value.at <= since : getCommit(entry) <= after;
    if (isKnown) continue;
    if (ticket.length > 0 && ticket[0]!.key[2] !== entry.key[2]) {
      events.push(...toEvents(ticket));
      ticket = [];
    }
    ticket.push(entry);
    if (events.length < BATCH_SIZE) continue;
    yield { events, cursor: null };
    events = [];
  }
  yield { events: [...events, ...toEvents(ticket)], cursor: latest };
}

/** Finds the last commit. A store that was repaired has no log yet, and a repair writes the settings after the tickets. */
async function findLatest(kv: KeyValueStore, after: string | null): Promise<string> {
  const known = after ?? (await kv.get(keys.settings)).versionstamp ?? "";
  const latest = await readLatestCommit(kv);
  return latest > known ? latest : known;
}

/** Returns the versionstamp of the commit that added an event. */
function getCommit({ value, versionstamp }: ListedEntry<StoredTicketEvent>): string {
  return value.added_in ?? versionstamp;
}

/** Leaves out events that an erasure of an earlier version rewrote: they were queued before. */
function toEvents(entries: readonly ListedEntry<StoredTicketEvent>[]): FoundEvent[] {
  const erased = entries.findLast(({ value }) => value.what === "erased");
  const isRewritten = (entry: ListedEntry<StoredTicketEvent>) =>
    entry !== erased && getCommit(entry) === erased?.versionstamp && entry.value.revision < erased.value.revision;
  return entries.filter((entry) => !isRewritten(entry)).map(({ key, value }) => ({ key, event: value }));
}
