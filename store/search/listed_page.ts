import type { TicketRecord } from "../ticket.ts";
import { ExactCheck, type Matcher, needsCheck, type TicketSet } from "./match/mod.ts";
import type { FoundPage, OpenSearch, PageBounds } from "./open_search.ts";
import { comparePlaces, isSamePlace, LISTED_TIMES, type ListedSort, type Place, toPlace } from "./order/mod.ts";
import type { Expression } from "./query/mod.ts";
import type { TicketSource } from "./source/mod.ts";

/** The tickets that are checked together. */
const CHECK_BATCH_SIZE = 20;

/** The places between checks, so that a page ends in time. */
const PLACES_PER_CHECK = 500;

/** A search of tickets. */
export type TicketSearch = Omit<OpenSearch, "source"> & { source: TicketSource };

/** A page that is being filled, from one part of an order after another. */
export class ListedPage {
  readonly #found: { number: number; place: Place }[] = [];
  readonly #check: ExactCheck;

  constructor(
    private readonly sort: ListedSort,
    private readonly required: readonly Expression[],
    matcher: Matcher,
    private readonly search: TicketSearch,
    private readonly bounds: PageBounds,
  ) {
    this.#check = new ExactCheck(search.source, matcher, bounds.budget);
  }

  /** The number of tickets that fill the page: one more than it shows says that there are more. */
  get size(): number {
    return this.bounds.limit + 1;
  }

  get isFull(): boolean {
    return this.#found.length >= this.size;
  }

  /** True if nothing may be added, because the page is full or its budget is spent. */
  get isComplete(): boolean {
    return this.isFull || this.bounds.budget.isSpent;
  }

  /** Reads all tickets of a small set, and sorts those that match. */
  async sortAll(possible: TicketSet, after: Place | null): Promise<FoundPage> {
    const numbers = [...possible.listDown()];
    this.bounds.budget.spend(numbers.length);
    const passed = await this.#filter(await this.search.source.readRecords(numbers));
    const known = new Set(this.#found.map(({ number }) => number));
    const places = passed.map((record) => ({ number: Number(record.id), place: toPlace(this.sort, record) }))
      .filter(({ number, place }) => !known.has(number) && (after === null || comparePlaces(place, after) > 0))
      .sort((one, other) => comparePlaces(one.place, other.place));
    this.#found.push(...places);
    return this.#toPage(null);
  }

  /**
   * Goes along a list, and keeps the tickets that match, until the page is full or its budget is spent.
   *
   * @param most The maximum number of places to go.
   */
  async walk(places: AsyncIterable<Place>, possible: TicketSet | null, most = Infinity): Promise<FoundPage> {
    let waiting: Place[] = [];
    let walked = 0;
    let left = most;
    for await (const place of places) {
      walked += 1;
      left -= 1;
      if (possible?.has(toNumber(place)) ?? true) waiting.push(place);
      const isDue = waiting.length >= CHECK_BATCH_SIZE || walked >= PLACES_PER_CHECK || left === 0 ||
        waiting.length + this.#found.length >= this.size;
      if (!isDue) continue;
      await this.#add(waiting);
      this.bounds.budget.spend(walked);
      [waiting, walked] = [[], 0];
      if (this.isComplete || left === 0) return this.#toPage(place);
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
