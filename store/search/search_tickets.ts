/** Ticket search. */

import type { PageRequest } from "../desk.ts";
import { parsePageLimit } from "../rules/values/mod.ts";
import { ReadBudget } from "./budget.ts";
import { ALWAYS, getRequiredTerms, intersectPeriods, parseQuery, type Period, type Query } from "./query/mod.ts";
import { decodeSearchCursor, encodeSearchCursor } from "./cursor.ts";
import { ConditionCheck } from "./condition_check.ts";
import { Intersection } from "./intersection.ts";
import { comparePositions, type Position } from "./position.ts";
import { PositionUnion, PostingList } from "./posting_list.ts";
import type { SearchSource } from "./search_source.ts";

/** The budget of one page, in keys. A page ends when it is spent. */
const KEYS_PER_PAGE = 10_000;

/** The number of tickets checked together. */
const CHECK_BATCH_SIZE = 20;

/**
 * Finds the numbers of the tickets that match a query, newest first.
 *
 * The work for one page is limited. If matches are far apart, a page can hold fewer than `limit` tickets, or none, and
 * still have a cursor. Only a null cursor means that there are no more. Reading all pages returns each ticket that
 * keeps matching exactly once.
 *
 * @param text See {@linkcode parseQuery}.
 * @param budget The reads allowed for this page.
 * @throws {DeskError} `invalid` for an invalid query, limit or cursor.
 */
export async function searchTickets(
  source: SearchSource,
  text: string,
  page: PageRequest = {},
  budget: ReadBudget = new ReadBudget(KEYS_PER_PAGE),
): Promise<{ numbers: number[]; cursor: string | null }> {
  const limit = parsePageLimit(page);
  const query = parseQuery(text);
  const start = page.cursor === undefined ? null : await decodeSearchCursor(text, page.cursor);
  const { positions, next } = await findPage(source, query, limit, start, budget);
  return {
    numbers: positions.map(([, number]) => number),
    cursor: next === null ? null : await encodeSearchCursor(text, next),
  };
}

/** Finds the newest positions below `start` and the bound of the next page, which is null on the last one. */
async function findPage(
  source: SearchSource,
  query: Query,
  limit: number,
  start: Position | null,
  budget: ReadBudget,
): Promise<{ positions: Position[]; next: Position | null }> {
  const { from, to } = getCreatedPeriod(query);
  const bound = start ?? [to, 0];
  if (comparePositions(bound, [from, 0]) <= 0) return { positions: [], next: null };
  const list = (term: string) => new PostingList(source, term, from, limit + 1, budget);
  const lists = getRequiredTerms(query).map((anyOf) => new PositionUnion(anyOf.map(list)));
  const candidates = new Intersection(lists, bound, budget);
  const examination = new ConditionCheck(source, query, budget);
  const together = examination.isNeeded ? CHECK_BATCH_SIZE : limit + 1;
  const found: Position[] = [];
  do {
    found.push(...await examination.filter(await candidates.next(together)));
  } while (found.length <= limit && !candidates.isDone && !budget.isSpent);
  if (found.length > limit) return { positions: found.slice(0, limit), next: found[limit - 1]! };
  return { positions: found, next: candidates.isDone ? null : candidates.bound };
}

function getCreatedPeriod({ required }: Query): Period {
  return required.reduce(
    (period, condition) => condition.kind === "created" ? intersectPeriods(period, condition.period) : period,
    ALWAYS,
  );
}
