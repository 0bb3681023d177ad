/** Searches in an order that does not depend on words: newest first, due first, and others. */

import { terms } from "./analysis/mod.ts";
import { ListedPage, type TicketSearch } from "./listed_page.ts";
import { Matcher, TicketSet } from "./match/mod.ts";
import type { FoundPage, PageBounds } from "./open_search.ts";
import { LISTED_TIMES, type ListedSort, type Place, walkClosed, walkTickets } from "./order/mod.ts";
import { ALWAYS, type Expression, intersectPeriods, listParts, type Period, type TimeField } from "./query/mod.ts";

/** The tickets that may be read and sorted, instead of looked for along a list. */
const MOST_SORTED = 400;

/** So few tickets are always sorted: a list is read in larger batches. */
const FEW = 40;

/** Finds the first tickets that meet all expressions, after the start of the page. */
export async function findListed(
  search: TicketSearch,
  sort: ListedSort,
  conditions: readonly Expression[],
  bounds: PageBounds,
): Promise<FoundPage> {
  const listed = LISTED_TIMES[sort];
  const required = conditions.flatMap(listParts);
  const period = getPeriod(required, listed);
  const matcher = new Matcher(search.source, search.view, search.words, search.size);
  const others = required.flatMap((expression) => toMatched(expression, listed));
  const possible = others.length === 0 ? null : (await matcher.matchAll(others)).possible;
  return await new ListedSearch(search, sort, matcher, required, period).find(possible, bounds);
}

/** Returns what the index must match beside the walk, which covers the time of its list. Records say when they were closed. */
function toMatched(expression: Expression, listed: TimeField): Expression[] {
  if (expression.kind !== "time") return [expression];
  if (expression.field === listed) return [];
  return listed === "updated" && expression.field === "closed" ? [CLOSED] : [expression];
}

const CLOSED: Expression = { kind: "terms", anyOf: [terms.status("closed")], prefixes: [] };

/** Intersects the periods that every result must be in. A ticket was changed no earlier than it was closed. */
function getPeriod(required: readonly Expression[], listed: TimeField): Period {
  return required.reduce((period, expression) => {
    if (expression.kind !== "time") return period;
    if (expression.field === listed) return intersectPeriods(period, expression.period);
    if (listed !== "updated" || expression.field !== "closed") return period;
    return intersectPeriods(period, { ...ALWAYS, from: expression.period.from });
  }, ALWAYS);
}

class ListedSearch {
  constructor(
    private readonly search: TicketSearch,
    private readonly sort: ListedSort,
    private readonly matcher: Matcher,
    private readonly required: readonly Expression[],
    private readonly period: Period,
  ) {}

  async find(possible: TicketSet | null, bounds: PageBounds): Promise<FoundPage> {
    const start = bounds.start !== null && "place" in bounds.start ? bounds.start.place : null;
    const page = new ListedPage(this.sort, this.required, this.matcher, this.search, bounds);
    if (possible !== null && possible.count() <= FEW) return await page.sortAll(possible, start);
    const hasClosedLast = this.sort === "due" || this.sort === "priority";
    if (!hasClosedLast) return await this.#findAmong(page, possible, start, this.search.tickets);
    const closed = this.#excludesClosed() ? new TicketSet(this.search.size) : await this.#matchClosed();
    const active = possible === null ? null : new TicketSet(this.search.size).unite(possible).subtract(closed);
    if (start === null || start[0] === 0) {
      const found = await this.#findAmong(page, active, start, this.search.tickets - closed.count());
      if (found.next !== null || page.isFull) return found;
    }
    const last = possible === null ? closed : closed.intersect(possible);
    const below = start !== null && start[0] === 1 ? start : null;
    return last.count() <= MOST_SORTED
      ? await page.sortAll(last, below)
      : await page.walk(walkClosed(this.search, below), last);
  }

  /**
   * Goes along the list, or reads and sorts all tickets of the set, where that probably reads less. A walk that finds too
   * few in time leaves the others to be sorted.
   *
   * @param listed The number of tickets in the list.
   */
  async #findAmong(page: ListedPage, set: TicketSet | null, start: Place | null, listed: number): Promise<FoundPage> {
    const count = set?.count() ?? Infinity;
    if (set === null || count > MOST_SORTED) return await page.walk(this.#walk(start), set);
    if (count <= FEW || page.size * listed > count * count) return await page.sortAll(set, start);
    const walked = await page.walk(this.#walk(start), set, count);
    if (walked.next === null || page.isComplete || !("place" in walked.next)) return walked;
    return await page.sortAll(set, walked.next.place);
  }

  #walk(after: Place | null): AsyncIterable<Place> {
    return walkTickets(this.sort, this.search, { after, period: this.period });
  }

  /** A ticket with a deadline is not closed. */
  #excludesClosed(): boolean {
    return this.required.some((expression) => expression.kind === "time" && expression.field === "due");
  }

  async #matchClosed(): Promise<TicketSet> {
    return (await this.matcher.match(CLOSED)).certain;
  }
}
