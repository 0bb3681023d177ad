/** The tickets that may have a time in a period, by the lists that are sorted by it. */

import { PRIORITIES } from "../../ticket.ts";
import type { Period } from "../query/mod.ts";
import type { IndexView, PositionRange, SearchSource } from "../source/mod.ts";
import { TicketSet } from "./ticket_set.ts";

/** The places that are read. If more are in a period, all tickets may match: their records say which do. */
const MOST_PLACES = 5_000;

/** Finds the tickets whose deadline is in a period. */
export async function findDue(source: SearchSource, period: Period, size: number): Promise<TicketSet> {
  const range = toRange(period);
  const lists = await Promise.all(
    PRIORITIES.flatMap((_, rank) => [true, false].map((isClaimable) => source.listDue({ isClaimable, rank }, range))),
  );
  if (lists.some(({ length }) => length > MOST_PLACES)) return TicketSet.all(size);
  return toSet(lists.flat(), size);
}

/** Finds the tickets that were last changed in a period. */
export async function findUpdated(view: IndexView, { from, to }: Period, size: number): Promise<TicketSet> {
  const inside = await view.listUpdated(toRange({ from, to }));
  if (inside.length <= MOST_PLACES) return toSet(inside, size);
  const outside = await Promise.all([
    from === -Infinity ? [] : view.listUpdated(toRange({ from: -Infinity, to: from })),
    to === Infinity ? [] : view.listUpdated(toRange({ from: to, to: Infinity })),
  ]);
  if (outside.some(({ length }) => length > MOST_PLACES)) return TicketSet.all(size);
  return toSet(outside.flat(), size).invert();
}

function toRange({ from, to }: Period): PositionRange {
  return { start: [from, 0], end: [to, 0], reverse: false, limit: MOST_PLACES + 1 };
}

function toSet(places: readonly (readonly [number, number])[], size: number): TicketSet {
  const set = new TicketSet(size);
  for (const [, number] of places) set.add(number);
  return set;
}
