/** Walks along the lists of tickets, in the orders of search results. */

import { PRIORITIES } from "../../ticket.ts";
import type { Period } from "../query/mod.ts";
import type { IndexView, Position, PositionRange, TicketSource } from "../source/mod.ts";
import type { ListedSort, Place } from "./place.ts";

/** Places that are read together. The lists of due tickets are merged: fewer of each are needed. */
const BATCH = { smallest: 32, smallestDue: 10, largest: 500 };

/** The part of an order that a walk covers. */
export interface WalkRange {
  /** The place after which it begins; null for the first. */
  after: Place | null;
  /** The times of the list itself: creation, last change, or deadline. */
  period: Period;
}

/** Lists a range of a list. */
type List = (range: PositionRange) => Promise<Position[]>;

/** The sources that walks read. */
export interface WalkSource {
  source: TicketSource;
  view: IndexView;
}

/** Walks along tickets that are not closed, or all tickets if the order does not tell them apart. */
export function walkTickets(sort: ListedSort, { source, view }: WalkSource, range: WalkRange): AsyncIterable<Place> {
  const listCreated: List = (positions) => source.listCreated(positions);
  switch (sort) {
    case "newest":
      return mapPlaces(walkDown(listCreated, range), ([time, number]) => [-time, -number]);
    case "oldest":
      return mapPlaces(walkUp(listCreated, toStart(range)), (position) => position);
    case "updated":
      return mapPlaces(
        walkDown((positions) => view.listUpdated(positions), range),
        ([time, number]) => [-time, -number],
      );
    case "due":
      return mapPlaces(mergeUp(PRIORITIES.flatMap((_, rank) => listsOfRank(source, rank, range))), toDuePlace);
    case "priority":
      return walkPriorities(source, range);
  }
}

/** Walks along closed tickets, newest first, and along others, which the caller must leave out. */
export function walkClosed({ source }: WalkSource, after: Place | null): AsyncIterable<Place> {
  const range = { after: after === null ? null : after.slice(1), period: { from: -Infinity, to: Infinity } };
  return mapPlaces(
    walkDown((positions) => source.listCreated(positions), range),
    ([time, number]) => [1, -time, -number],
  );
}

function toDuePlace([due, number]: Position): Place {
  return [0, due, number];
}

async function* walkPriorities(source: TicketSource, { after, period }: WalkRange): AsyncGenerator<Place> {
  // Not the negated number: -0 is another key than 0.
  const first = after === null ? PRIORITIES.length - 1 : Math.abs(after[1]!);
  for (let rank = first; rank >= 0; rank--) {
    const start = after !== null && rank === first ? [0, ...after.slice(2)] : null;
    for await (const [due, number] of mergeUp(listsOfRank(source, rank, { after: start, period }))) {
      yield [0, -rank, due, number];
    }
  }
}

/** Returns walks along the two lists of a priority. */
function listsOfRank(source: TicketSource, rank: number, { after, period }: WalkRange): AsyncGenerator<Position>[] {
  const range = toStart({ after: after === null ? null : after.slice(1), period });
  return [true, false].map((isClaimable) =>
    walkUp((positions) => source.listDue({ isClaimable, rank }, positions), range, BATCH.smallestDue)
  );
}

/** Returns the first position after a place, and the end of the period. */
function toStart({ after, period }: WalkRange): { start: Position; end: Position } {
  const start: Position = after === null || after[0]! < period.from ? [period.from, 0] : [after[0]!, after[1]! + 1];
  return { start, end: [period.to, 0] };
}

async function* walkUp(
  list: List,
  { start, end }: { start: Position; end: Position },
  smallest = BATCH.smallest,
): AsyncGenerator<Position> {
  let from = start;
  for (let limit = smallest;; limit = Math.min(2 * limit, BATCH.largest)) {
    const batch = await list({ start: from, end, reverse: false, limit });
    yield* batch;
    if (batch.length < limit) return;
    const [time, number] = batch.at(-1)!;
    from = [time, number + 1];
  }
}

/** Walks down from the end of the period, or from below a place, whose numbers are negative. */
async function* walkDown(list: List, { after, period }: WalkRange): AsyncGenerator<Position> {
  let end: Position = after === null || -after[0]! >= period.to ? [period.to, 0] : [-after[0]!, -after[1]!];
  for (let limit = BATCH.smallest;; limit = Math.min(2 * limit, BATCH.largest)) {
    const batch = await list({ start: [period.from, 0], end, reverse: true, limit });
    yield* batch;
    if (batch.length < limit) return;
    end = batch.at(-1)!;
  }
}

/** Merges ascending walks. */
async function* mergeUp(walks: AsyncGenerator<Position>[]): AsyncGenerator<Position> {
  const heads = await Promise.all(walks.map((walk) => walk.next()));
  for (;;) {
    let first = -1;
    for (const [index, head] of heads.entries()) {
      if (head.done) continue;
      const best = first === -1 ? undefined : heads[first]!.value as Position;
      const [time, number] = head.value;
      if (best === undefined || time < best[0] || time === best[0] && number < best[1]) first = index;
    }
    if (first === -1) return;
    yield heads[first]!.value as Position;
    heads[first] = await walks[first]!.next();
  }
}

async function* mapPlaces(
  positions: AsyncIterable<Position>,
  map: (position: Position) => Place,
): AsyncGenerator<Place> {
  for await (const position of positions) yield map(position);
}
