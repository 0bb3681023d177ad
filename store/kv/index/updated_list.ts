/**
 * All tickets in the order of their last change. A commit does not write this list: its delta has the times before and
 * after, and the next merge of the index moves the ticket. Readers take the times of deltas that are not merged yet.
 */

import { toBatches } from "../../../base/values/to_batches.ts";
import { comparePositions, type Position, type PositionRange } from "../../search/source/mod.ts";
import type { TicketRecord } from "../../ticket.ts";
import type { Transaction } from "../commit/mod.ts";
import { EncodedValue, type Key, type KeyRange, type KeyValueStore, type Mutation } from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import type { PendingChange } from "./pending_changes.ts";
import { PRESENT } from "./due_lists.ts";

/** The names that the times have in deltas, beside terms: in milliseconds since the epoch. */
const TIMES = { before: "<", after: ">" } as const;

/** Moves of one commit. The keys are short. */
const MOVES_PER_COMMIT = 400;

/** The places that are read together. */
const BATCH_SIZE = 500;

/** The changes of deltas by their names. */
type Pending = ReadonlyMap<string, readonly PendingChange[]>;

/** Reports whether a name in deltas is a time and no term. */
export function isTimeName(name: string): boolean {
  return name === TIMES.before || name === TIMES.after;
}

/** Stages the time of a change. `before` is null for a new ticket. */
export function stageUpdate(transaction: Transaction, before: TicketRecord | null, after: TicketRecord): void {
  if (before?.updated_at === after.updated_at) return;
  transaction.changeIndex(Number(after.id), [
    ...before === null ? [] : [{ term: TIMES.before, change: Date.parse(before.updated_at) }],
    { term: TIMES.after, change: Date.parse(after.updated_at) },
  ]);
}

/** Returns the key of a ticket in the list. */
export function getUpdatedKey({ id, updated_at }: Pick<TicketRecord, "id" | "updated_at">): Key {
  return keys.updated(Date.parse(updated_at), Number(id));
}

/** Lists the mutations that move tickets, in lists that each fit in a commit. The same moves may be made again. */
export function* planMoves(pending: Pending): Generator<Mutation[]> {
  const places = readPlaces(pending);
  const left = new Map<number, Key[]>();
  for (const { number, change } of pending.get(TIMES.before) ?? []) {
    if (change === places.get(number)) continue;
    left.set(number, [...left.get(number) ?? [], keys.updated(change, number)]);
  }
  const moves = Array.from(places, ([number, time]): Mutation[] => [
    ...(left.get(number) ?? []).map((key): Mutation => ({ type: "delete", key })),
    { type: "set", key: keys.updated(time, number), value: EncodedValue.from(PRESENT) },
  ]);
  for (const batch of toBatches(moves.flat(), MOVES_PER_COMMIT)) yield batch;
}

/** Lists places in a range, from those that are stored and those of deltas. */
export async function listUpdated(
  kv: KeyValueStore,
  pending: Pending,
  { start, end, reverse, limit }: PositionRange,
): Promise<Position[]> {
  if (comparePositions(start, end) >= 0) return [];
  const moved = readPlaces(pending);
  const places = Array.from(moved, ([number, time]): Position => [time, number])
    .filter((place) => comparePositions(place, start) >= 0 && comparePositions(place, end) < 0);
  const range: KeyRange = { start: keys.updated(...start), end: keys.updated(...end) };
  const most = places.length + limit;
  for await (const { key } of kv.list(range, { reverse, batchSize: Math.min(limit + 1, BATCH_SIZE) })) {
    const place: Position = [Number(key.at(-2)), Number(key.at(-1))];
    if (!moved.has(place[1]) && places.push(place) === most) break;
  }
  return places.sort((one, other) => reverse ? comparePositions(other, one) : comparePositions(one, other))
    .slice(0, limit);
}

/** Returns the last time of each ticket with a change that is not merged. */
function readPlaces(pending: Pending): Map<number, number> {
  return new Map((pending.get(TIMES.after) ?? []).map(({ number, change }) => [number, change]));
}
