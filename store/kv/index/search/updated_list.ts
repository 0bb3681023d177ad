/**
 * The list of all tickets by the time of their last change. Commits do not write it: they store the old and the new time of a
 * ticket in their delta, and the next merge of the index moves the ticket. Readers add the times of unmerged deltas.
 */

import { toBatches } from "../../../../base/values/to_batches.ts";
import { comparePositions, type Position, type PositionRange } from "../../../search/source/mod.ts";
import type { TicketRecord } from "../../../ticket.ts";
import type { Transaction } from "../../commit/mod.ts";
import { EncodedValue, type Key, type KeyRange, type KeyValueStore, type Mutation } from "../../port/mod.ts";
import { isForeignKey, keys, PRESENT } from "../../schema/mod.ts";
import type { PendingChange } from "./pending_changes.ts";

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
  const { places } = sortPlaces(pending.get(TIMES.after) ?? []);
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
  const { places: moved, sorted } = sortPlaces(pending.get(TIMES.after) ?? []);
  const [first, last] = [findPlace(sorted, start), findPlace(sorted, end)];
  const places = reverse
    ? sorted.slice(Math.max(first, last - limit), last)
    : sorted.slice(first, last).slice(0, limit);
  const range: KeyRange = { start: keys.updated(...start), end: keys.updated(...end) };
  const most = places.length + limit;
  for await (const { key } of kv.list(range, { reverse, batchSize: Math.min(limit + 1, BATCH_SIZE) })) {
    if (isForeignKey(key)) continue;
    const place: Position = [Number(key.at(-2)), Number(key.at(-1))];
    if (!moved.has(place[1]) && places.push(place) === most) break;
  }
  return places.sort((one, other) => reverse ? comparePositions(other, one) : comparePositions(one, other))
    .slice(0, limit);
}

/** The places of the tickets with changes that are not merged. */
interface SortedPlaces {
  /** The number of changes. Others are only added at the end. */
  changes: number;
  /** The last time of each ticket. */
  places: ReadonlyMap<number, number>;
  sorted: readonly Position[];
}

/** Searches share them until there are other changes. */
const known = new WeakMap<readonly PendingChange[], SortedPlaces>();

function sortPlaces(changes: readonly PendingChange[]): SortedPlaces {
  const before = known.get(changes);
  if (before?.changes === changes.length) return before;
  const places = new Map(changes.map(({ number, change }) => [number, change]));
  const sorted = Array.from(places, ([number, time]): Position => [time, number]).sort(comparePositions);
  const sortedPlaces = { changes: changes.length, places, sorted };
  known.set(changes, sortedPlaces);
  return sortedPlaces;
}

/** Finds the index of the first place that is not before another. */
function findPlace(sorted: readonly Position[], place: Position): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comparePositions(sorted[middle]!, place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
