/** Queries of articles without words: the newest first. */

import { ExactCheck, Matcher, needsCheck, TicketSet } from "./match/mod.ts";
import type { FoundPage, OpenSearch, PageBounds } from "./open_search.ts";
import { comparePositions, type Position } from "./source/mod.ts";
import type { Expression, Query } from "./query/mod.ts";

/** Batch sizes in keys. */
const BATCH = { smallest: 32, largest: 1_000 };

/** The number of items checked together. */
const CHECK_BATCH_SIZE = 20;

/** Finds the newest matches below the start of the page. */
export async function findNewest(search: OpenSearch, { required }: Query, bounds: PageBounds): Promise<FoundPage> {
  const matcher = new Matcher(search.source, search.view, search.words, search.size);
  const possible = required.length === 0 ? null : (await matcher.matchAll(required)).possible;
  const [time = Infinity, number = 0] = bounds.start !== null && "place" in bounds.start ? bounds.start.place : [];
  return await new NewestWalk(search, matcher, required, possible).find([time, number], bounds);
}

/** Walks all items downwards, and keeps those that match. */
class NewestWalk {
  constructor(
    private readonly search: OpenSearch,
    private readonly matcher: Matcher,
    private readonly expressions: readonly Expression[],
    private readonly possible: TicketSet | null,
  ) {}

  async find(start: Position, { limit, budget }: PageBounds): Promise<FoundPage> {
    const check = new ExactCheck(this.search.source, this.matcher, budget);
    const found: Position[] = [];
    let bound = start;
    let size = Math.max(limit + 1, BATCH.smallest);
    for (;;) {
      const batch = await this.search.source.listNewest({ from: -Infinity, below: bound, limit: size });
      budget.spend(batch.length);
      const candidates = batch.filter(([, number]) => this.possible?.has(number) ?? true);
      for (let at = 0; at < candidates.length && found.length <= limit; at += CHECK_BATCH_SIZE) {
        found.push(...await this.#filter(candidates.slice(at, at + CHECK_BATCH_SIZE), check));
        bound = candidates[Math.min(at + CHECK_BATCH_SIZE, candidates.length) - 1]!;
        if (budget.isSpent) break;
      }
      if (found.length > limit) return { ...toPage(found.slice(0, limit)), next: { place: found[limit - 1]! } };
      const isLast = batch.length < size;
      if (budget.isSpent && !(isLast && isDone(candidates, bound))) {
        return { ...toPage(found), next: { place: bound } };
      }
      if (isLast) return { ...toPage(found), next: null };
      bound = batch.at(-1)!;
      if (budget.isSpent) return { ...toPage(found), next: { place: bound } };
      size = Math.min(2 * size, BATCH.largest);
    }
  }

  async #filter(positions: Position[], check: ExactCheck): Promise<Position[]> {
    if (!this.expressions.some(needsCheck)) return positions;
    const records = await this.search.source.readRecords(positions.map(([, number]) => number));
    const passed = await Promise.all(
      records.map(async (record) => record !== null && await check.passes(record, this.expressions)),
    );
    return positions.filter((_, index) => passed[index]);
  }
}

function isDone(candidates: readonly Position[], bound: Position): boolean {
  const last = candidates.at(-1);
  return last === undefined || comparePositions(last, bound) >= 0;
}

function toPage(positions: readonly Position[]): { numbers: number[] } {
  return { numbers: positions.map(([, number]) => number) };
}
