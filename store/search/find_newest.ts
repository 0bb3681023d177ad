/** Queries without words: the newest tickets first. */

import { ExactCheck, Matcher, needsCheck, TicketSet } from "./match/mod.ts";
import type { FoundPage, OpenSearch, PageBounds } from "./open_search.ts";
import { comparePositions, type Position } from "./source/mod.ts";
import { ALWAYS, type Expression, intersectPeriods, type Period, type Query } from "./query/mod.ts";

/** Batch sizes in keys. */
const BATCH = { smallest: 32, largest: 1_000 };

/** The number of tickets checked together. */
const CHECK_BATCH_SIZE = 20;

/** Finds the newest matches below the start of the page. */
export async function findNewest(search: OpenSearch, query: Query, bounds: PageBounds): Promise<FoundPage> {
  const period = getCreatedPeriod(query);
  const others = query.required.filter(({ kind }) => kind !== "created");
  const matcher = new Matcher(search.source, search.view, search.words, search.size);
  const possible = others.length === 0 ? null : (await matcher.matchAll(others)).possible;
  const start: Position = bounds.start !== null && "newest" in bounds.start ? bounds.start.newest : [period.to, 0];
  if (comparePositions(start, [period.from, 0]) <= 0) return { numbers: [], next: null };
  return await new NewestWalk(search, matcher, others, possible, period.from).find(start, bounds);
}

/** Intersects the times of creation in the query. */
function getCreatedPeriod({ required }: Query): Period {
  return required.reduce(
    (period, expression) => expression.kind === "created" ? intersectPeriods(period, expression.period) : period,
    ALWAYS,
  );
}

/** Walks all tickets downwards, and keeps those that match. */
class NewestWalk {
  constructor(
    private readonly search: OpenSearch,
    private readonly matcher: Matcher,
    private readonly expressions: readonly Expression[],
    private readonly possible: TicketSet | null,
    private readonly from: number,
  ) {}

  async find(start: Position, { limit, budget }: PageBounds): Promise<FoundPage> {
    const check = new ExactCheck(this.search.source, (part, number) => this.matcher.hasMatched(part, number), budget);
    const found: Position[] = [];
    let bound = start;
    let size = Math.max(limit + 1, BATCH.smallest);
    for (;;) {
      const batch = await this.search.source.listNewest({ from: this.from, below: bound, limit: size });
      budget.spend(batch.length);
      const candidates = batch.filter(([, number]) => this.possible?.has(number) ?? true);
      for (let at = 0; at < candidates.length && found.length <= limit; at += CHECK_BATCH_SIZE) {
        found.push(...await this.#filter(candidates.slice(at, at + CHECK_BATCH_SIZE), check));
        bound = candidates[Math.min(at + CHECK_BATCH_SIZE, candidates.length) - 1]!;
        if (budget.isSpent) break;
      }
      if (found.length > limit) return { ...toPage(found.slice(0, limit)), next: { newest: found[limit - 1]! } };
      const isLast = batch.length < size;
      if (budget.isSpent && !(isLast && isDone(candidates, bound))) {
        return { ...toPage(found), next: { newest: bound } };
      }
      if (isLast) return { ...toPage(found), next: null };
      bound = batch.at(-1)!;
      if (budget.isSpent) return { ...toPage(found), next: { newest: bound } };
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
