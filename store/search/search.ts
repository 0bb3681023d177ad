/** Finding tickets. */

import type { PageRequest } from "../desk.ts";
import type { Position } from "../kv/keys.ts";
import type { Store } from "../kv/store.ts";
import { pageLimit } from "../rules/page.ts";
import { Budget } from "./budget.ts";
import { type Query, requiredTerms } from "./condition.ts";
import { boundOf, searchCursor } from "./cursor.ts";
import { Examination } from "./examination.ts";
import { Intersection } from "./intersection.ts";
import { ALWAYS, overlap, type Period } from "./period.ts";
import { compare, PostingList, Union } from "./posting_list.ts";
import { parseQuery } from "./query.ts";

/** What one page may read, in keys: a page that comes to this point ends there, however many tickets it has. */
const KEYS_PER_PAGE = 10_000;

/** How many tickets are examined together. */
const EXAMINED_TOGETHER = 20;

/**
 * The numbers of the tickets that a query finds, newest first.
 *
 * The work for a page is bounded. Where tickets that fulfil a query are far apart, the page may therefore hold fewer than
 * asked for, or none, and have a cursor nevertheless: only a cursor that is null says that there are no more. Reading
 * page after page gives every ticket that fulfils the query throughout exactly once.
 *
 * @param text See {@linkcode parseQuery}.
 * @param budget What this page may read.
 * @throws {DeskError} `invalid` for a query, limit or cursor that can't be read.
 */
export async function searchTickets(
  { kv }: Pick<Store, "kv">,
  text: string,
  page: PageRequest = {},
  budget: Budget = new Budget(KEYS_PER_PAGE),
): Promise<{ numbers: number[]; cursor: string | null }> {
  const limit = pageLimit(page);
  const query = parseQuery(text);
  const start = page.cursor === undefined ? null : await boundOf(text, page.cursor);
  const { positions, next } = await pageOfPositions(kv, query, limit, start, budget);
  return {
    numbers: positions.map(([, number]) => number),
    cursor: next === null ? null : await searchCursor(text, next),
  };
}

/** The newest positions below `start`, and the bound at which the next page begins; null when there is none. */
async function pageOfPositions(
  kv: Deno.Kv,
  query: Query,
  limit: number,
  start: Position | null,
  budget: Budget,
): Promise<{ positions: Position[]; next: Position | null }> {
  const { from, to } = createdIn(query);
  const bound = start ?? [to, 0];
  if (compare(bound, [from, 0]) <= 0) return { positions: [], next: null };
  const list = (term: string) => new PostingList(kv, term, from, limit + 1, budget);
  const lists = requiredTerms(query).map((anyOf) => new Union(anyOf.map(list)));
  const candidates = new Intersection(lists, bound, budget);
  const examination = new Examination(kv, query, budget);
  const together = examination.isNeeded ? EXAMINED_TOGETHER : limit + 1;
  const found: Position[] = [];
  do {
    found.push(...await examination.passing(await candidates.next(together)));
  } while (found.length <= limit && !candidates.isDone && !budget.isSpent);
  if (found.length > limit) return { positions: found.slice(0, limit), next: found[limit - 1]! };
  return { positions: found, next: candidates.isDone ? null : candidates.bound };
}

function createdIn({ required }: Query): Period {
  return required.reduce(
    (period, condition) => condition.kind === "created" ? overlap(period, condition.period) : period,
    ALWAYS,
  );
}
