import type { ItemPostings } from "../match/mod.ts";
import type { TicketSet } from "../match/mod.ts";
import { COORDINATION, getItemWeight, TermWeights } from "./weights.ts";

/** Numbers that the scores of a query depend on. Cursors keep them, so that scores stay the same from page to page. */
export interface Statistics {
  /** The number of tickets. */
  tickets: number;
  /** The average length of their texts. */
  length: number;
  /** The number of tickets of each item. */
  counts: readonly number[];
}

/** A ticket with its score. */
export interface Ranked {
  number: number;
  score: number;
}

/** The score of a ticket that has all words of the query, or that the query names, is higher than any other by this. */
const ALL_WORDS = 1_000;
const NAMED = 10_000;

/** An item with the tickets that it names, which come first. */
export interface ScoredItem extends ItemPostings {
  named: TicketSet | null;
  /** The weight of the item (default: 1). */
  weight?: number;
}

/** Computes the scores of all tickets with a word of the query. */
export class Scores {
  readonly #scores: Float64Array;
  /** The number of items of each ticket, without function words. */
  readonly #found: Uint8Array;
  /** The last item of each ticket, from 1: a ticket may be in several lists of one. */
  readonly #last: Uint8Array;
  readonly #statistics: Statistics;
  readonly #asked: number;

  /**
   * @param allowed The tickets that may be in the result; null for all.
   * @param size One more than the highest number of a ticket.
   */
  constructor(
    private readonly items: readonly ScoredItem[],
    private readonly allowed: TicketSet | null,
    statistics: Statistics,
    size: number,
  ) {
    this.#scores = new Float64Array(size);
    this.#found = new Uint8Array(size);
    this.#last = new Uint8Array(size);
    this.#statistics = statistics;
    const onlyStopWords = items.every(({ item }) => item.isStopWord);
    this.#asked = onlyStopWords ? items.length : items.filter(({ item }) => !item.isStopWord).length;
    const weights = TermWeights.get(statistics.length);
    items.forEach((item, index) => this.#add(item, index, weights, onlyStopWords));
  }

  /**
   * Returns the best tickets, best first; of equal ones the newer.
   *
   * @param below The last ticket of the page before.
   * @param isComplete True to return tickets without any word as well: those that are allowed.
   */
  listBest(limit: number, below: Ranked | null, isComplete: boolean): Ranked[] {
    const best = new BestTickets(limit);
    // The loop runs for every ticket, and reads no fields.
    const [scores, found, last] = [this.#scores, this.#found, this.#last];
    const [factors, bonuses] = this.#listFactors();
    for (let number = 1; number < scores.length; number++) {
      if (last[number] === 0 && !(isComplete && this.allowed!.has(number))) continue;
      const base = scores[number]!;
      // Names are added before, and must stay above the bonus.
      const score = base >= NAMED ? base : base * factors[found[number]!]! + bonuses[found[number]!]!;
      if (score < best.least) continue;
      if (below === null || score < below.score || (score === below.score && number < below.number)) {
        best.add(number, score);
      }
    }
    return best.list();
  }

  /** Returns the factor and the bonus of tickets by the number of their items. */
  #listFactors(): [factors: Float64Array, bonuses: Float64Array] {
    const asked = this.#asked;
    return [
      Float64Array.from({ length: this.items.length + 1 }, (_, found) => 1 + COORDINATION * found / Math.max(1, asked)),
      Float64Array.from({ length: this.items.length + 1 }, (_, found) => asked > 1 && found === asked ? ALL_WORDS : 0),
    ];
  }

  #add({ item, lists, named, weight = 1 }: ScoredItem, index: number, weights: TermWeights, onlyStopWords: boolean) {
    const count = this.#statistics.counts[index] ?? 0;
    const rarity = weight * getItemWeight({ item, count }, this.#statistics.tickets);
    const counts = onlyStopWords || !item.isStopWord ? 1 : 0;
    // The loop runs for every posting, and reads no fields.
    const { allowed } = this;
    const [scores, found, last, turn] = [this.#scores, this.#found, this.#last, index + 1];
    for (const { numbers, data } of lists) {
      for (let place = 0; place < numbers.length; place++) {
        const number = numbers[place]!;
        if (last[number] === turn || (allowed !== null && !allowed.has(number))) continue;
        // Function words alone find no ticket.
        if (counts === 0 && last[number] === 0) continue;
        last[number] = turn;
        found[number]! += counts;
        scores[number]! += rarity * weights.get(data[place]!);
      }
    }
    if (named !== null) this.#addNamed(named, index);
  }

  #addNamed(named: TicketSet, index: number): void {
    for (const number of named.listDown()) {
      if (this.allowed !== null && !this.allowed.has(number)) continue;
      if (this.#last[number] !== index + 1) this.#found[number]! += 1;
      this.#last[number] = index + 1;
      this.#scores[number]! += NAMED;
    }
  }
}

/** The tickets with the highest scores so far: a heap whose root is the worst of them. */
class BestTickets {
  /** The score below which a ticket is not among them. */
  least = -Infinity;
  readonly #heap: Ranked[] = [];

  constructor(private readonly limit: number) {}

  add(number: number, score: number): void {
    const heap = this.#heap;
    if (heap.length === this.limit) {
      const worst = heap[0]!;
      if (score < worst.score || (score === worst.score && number < worst.number)) return;
      heap[0] = { number, score };
      this.#sink();
    } else {
      heap.push({ number, score });
      this.#rise();
    }
    if (heap.length === this.limit) this.least = heap[0]!.score;
  }

  list(): Ranked[] {
    return this.#heap.toSorted(compareRanked);
  }

  #rise(): void {
    const heap = this.#heap;
    let at = heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (compareRanked(heap[at]!, heap[parent]!) < 0) return;
      [heap[at], heap[parent]] = [heap[parent]!, heap[at]!];
      at = parent;
    }
  }

  #sink(): void {
    const heap = this.#heap;
    for (let at = 0;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let worst = at;
      if (left < heap.length && compareRanked(heap[left]!, heap[worst]!) > 0) worst = left;
      if (right < heap.length && compareRanked(heap[right]!, heap[worst]!) > 0) worst = right;
      if (worst === at) return;
      [heap[at], heap[worst]] = [heap[worst]!, heap[at]!];
      at = worst;
    }
  }
}

/** Sorts the better ticket first. */
function compareRanked(one: Ranked, other: Ranked): number {
  return other.score - one.score || other.number - one.number;
}
