/** Searches in an order that does not depend on words: newest first, due first, and others. */

import type { TicketRecord } from "../ticket.ts";
import { terms } from "./analysis/mod.ts";
import { ExactCheck, Matcher, needsCheck, TicketSet } from "./match/mod.ts";
import type { FoundPage, OpenSearch, PageBounds } from "./open_search.ts";
import type { TicketSource } from "./source/mod.ts";
import {
  comparePlaces,
  isSamePlace,
  type ListedSort,
  type Place,
  toPlace,
  walkClosed,
  walkTickets,
} from "./order/mod.ts";
import { ALWAYS, type Expression, intersectPeriods, type Period, type TimeField } from "./query/mod.ts";

/** The tickets that are read and sorted, instead of looked for along a list. */
const MOST_SORTED = 400;

/** The tickets that are checked together. */
const CHECK_BATCH_SIZE = 20;

/** The places between checks, so that a page ends in time. */
const PLACES_PER_CHECK = 500;

/** The time that each list is sorted by. */
const LISTED_TIMES: Readonly<Record<ListedSort, TimeField>> = {
  newest: "created",
  oldest: "created",
  updated: "updated",
  due: "due",
  priority: "due",
};

/** A search of tickets. */
export type TicketSearch = Omit<OpenSearch, "source"> & { source: TicketSource };

/** Finds the first tickets that meet all expressions, after the start of the page. */
export async function findListed(
  search: TicketSearch,
  sort: ListedSort,
  required: readonly Expression[],
  bounds: PageBounds,
): Promise<FoundPage> {
  const listed = LISTED_TIMES[sort];
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
    if (possible !== null && possible.count() <= MOST_SORTED) return await page.sortAll(possible, start);
    const hasClosedLast = this.sort === "due" || this.sort === "priority";
    if (!hasClosedLast) return await page.walk(this.#walk(start), possible);
    const closed = this.#excludesClosed() ? new TicketSet(this.search.size) : await this.#matchClosed();
    const active = possible === null ? null : new TicketSet(this.search.size).unite(possible).subtract(closed);
    if (start === null || start[0] === 0) {
      const found = active !== null && active.count() <= MOST_SORTED
        ? await page.sortAll(active, start)
        : await page.walk(this.#walk(start), active);
      if (found.next !== null || page.isFull) return found;
    }
    const last = possible === null ? closed : closed.intersect(possible);
    const below = start !== null && start[0] === 1 ? start : null;
    return last.count() <= MOST_SORTED
      ? await page.sortAll(last, below)
      : await page.walk(walkClosed(this.search, below), last);
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

/** A page that is being filled, from one part of an order after another. */
class ListedPage {
  readonly #found: { number: number; place: Place }[] = [];
  readonly #check: ExactCheck;

  constructor(
    private readonly sort: ListedSort,
    private readonly required: readonly Expression[],
    matcher: Matcher,
    private readonly search: TicketSearch,
    private readonly bounds: PageBounds,
  ) {
    this.#check = new ExactCheck(search.source, (part, number) => matcher.hasMatched(part, number), bounds.budget);
  }

  get isFull(): boolean {
    return this.#found.length > this.bounds.limit;
  }

  /** Reads all tickets of a small set, and sorts those that match. */
  async sortAll(possible: TicketSet, after: Place | null): Promise<FoundPage> {
    const numbers = [...possible.listDown()];
    this.bounds.budget.spend(numbers.length);
    const passed = await this.#filter(await this.search.source.readRecords(numbers));
    const places = passed.map((record) => ({ number: Number(record.id), place: toPlace(this.sort, record) }))
      .filter(({ place }) => after === null || comparePlaces(place, after) > 0)
      .sort((one, other) => comparePlaces(one.place, other.place));
    this.#found.push(...places);
    return this.#toPage(null);
  }

  /** Goes along a list, and keeps the tickets that match, until the page is full or its budget is spent. */
  async walk(places: AsyncIterable<Place>, possible: TicketSet | null): Promise<FoundPage> {
    let waiting: Place[] = [];
    let walked = 0;
    for await (const place of places) {
      walked += 1;
      if (possible?.has(toNumber(place)) ?? true) waiting.push(place);
      const isDue = waiting.length >= CHECK_BATCH_SIZE || walked >= PLACES_PER_CHECK ||
        waiting.length + this.#found.length > this.bounds.limit;
      if (!isDue) continue;
      await this.#add(waiting);
      this.bounds.budget.spend(walked);
      [waiting, walked] = [[], 0];
      if (this.isFull || this.bounds.budget.isSpent) return this.#toPage(place);
    }
    await this.#add(waiting);
    return this.#toPage(null);
  }

  async #add(places: readonly Place[]): Promise<void> {
    if (!this.#needsRecords) {
      this.#found.push(...places.map((place) => ({ number: toNumber(place), place })));
      return;
    }
    const records = await this.search.source.readRecords(places.map(toNumber));
    // A ticket that has moved since the list was read is at its new place.
    const present = records.filter((record, index) =>
      record !== null && isSamePlace(toPlace(this.sort, record), places[index]!)
    );
    const passed = new Set((await this.#filter(present)).map(({ id }) => Number(id)));
    for (const place of places) {
      if (passed.has(toNumber(place))) this.#found.push({ number: toNumber(place), place });
    }
  }

  /** The place by creation never changes. */
  get #needsRecords(): boolean {
    return LISTED_TIMES[this.sort] !== "created" || this.required.some(needsCheck);
  }

  async #filter(records: readonly (TicketRecord | null)[]): Promise<TicketRecord[]> {
    const found = records.filter((record) => record !== null);
    if (!this.required.some(needsCheck)) return found;
    const passed = await Promise.all(found.map((record) => this.#check.passes(record, this.required)));
    return found.filter((_, index) => passed[index]);
  }

  /** @param last The place that was reached, if there may be more after it. */
  #toPage(last: Place | null): FoundPage {
    const { limit } = this.bounds;
    const page = this.#found.slice(0, limit);
    const next = this.isFull ? page.at(-1)!.place : last;
    return { numbers: page.map(({ number }) => number), next: next === null ? null : { place: next } };
  }
}

function toNumber(place: Place): number {
  return Math.abs(place.at(-1)!);
}
