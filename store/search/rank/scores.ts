import type { ItemPostings } from "../match/mod.ts";
import type { TicketSet } from "../match/mod.ts";
import { findWithAny, readData } from "./all_words.ts";
import { BestTickets, listBestAmong, type Ranked, type ScoredTickets } from "./best_tickets.ts";
import { listBestWithAll, type WeightedWord } from "./best_with_all.ts";
import { COORDINATION, getItemWeight, MOST_FREQUENCY, TermWeights } from "./weights.ts";

/** Numbers that the scores of a query depend on. Cursors keep them, so that scores stay the same from page to page. */
export interface Statistics {
  /** The number of tickets. */
  tickets: number;
  /** The average length of their texts. */
  length: number;
  /** The number of tickets of each item. */
  counts: readonly number[];
}

/** The score of a ticket that has all words of the query, or that the query names, is higher than any other by this. */
const ALL_WORDS = 1_000;
const NAMED = 10_000;

/** The best tickets are looked for among those of the rarest words, if these have up to this share of the postings. */
const MOST_RARE = 0.6;
const MOST_WORDS = 8;
/** Each try takes this many times the postings of the one before. */
const GROWTH = 4;

/** An item with the tickets that it names, which come first. */
export interface ScoredItem extends ItemPostings {
  named: TicketSet | null;
  /** The weight of the item (default: 1). */
  weight?: number;
}

/** The scores of every ticket with a word, by number. */
interface AllScores {
  scores: Float64Array;
  /** The number of items of each ticket, without function words. */
  found: Uint8Array;
  /** The last item of each ticket, from 1: a ticket may be in several lists of one. */
  last: Uint8Array;
}

/** Ranks the tickets with a word of the query. */
export class Scores {
  readonly #statistics: Statistics;
  readonly #weights: TermWeights;
  readonly #onlyStopWords: boolean;
  readonly #asked: number;
  readonly #words: readonly WeightedWord[];
  #all: AllScores | null = null;
  /** The tickets with any word. */
  #any: ScoredTickets | null = null;

  /**
   * @param allowed The tickets that may be in the result; null for all.
   * @param size One more than the highest number of a ticket.
   */
  constructor(
    private readonly items: readonly ScoredItem[],
    private readonly allowed: TicketSet | null,
    statistics: Statistics,
    private readonly size: number,
  ) {
    this.#statistics = statistics;
    this.#weights = TermWeights.get(statistics.length);
    this.#onlyStopWords = items.every(({ item }) => item.isStopWord);
    this.#words = items.map((item, index) => ({
      ...item,
      rarity: this.#getRarity(item, index),
      isRequired: this.#isCounted(item),
    }));
    this.#asked = items.filter((item) => this.#isCounted(item)).length;
  }

  /**
   * Returns the best tickets, best first; of equal ones the newer.
   *
   * @param below The last ticket of the page before.
   * @param isComplete True to return tickets without any word as well: those that are allowed.
   */
  listBest(limit: number, below: Ranked | null, isComplete: boolean): Ranked[] {
    const counted = this.items.filter((item) => this.#isCounted(item)).sort((one, other) => one.count - other.count);
    if (this.items.some(({ named }) => named !== null)) return this.#listBestOfAll(limit, below, isComplete);
    const best = this.#listBestWithAll(counted, limit, below);
    if (best !== null) return best;
    if (isComplete || counted.length > MOST_WORDS) return this.#listBestOfAll(limit, below, isComplete);
    return this.#listBestWithRarest(counted, limit, below);
  }

  /** Returns the best tickets if all of them have every word: they come before all others. */
  #listBestWithAll(counted: readonly ScoredItem[], limit: number, below: Ranked | null): Ranked[] | null {
    if (counted.length < 2 || counted[0]!.count < limit) return null;
    const [factors, bonuses] = this.#listFactors();
    const scale = { factor: factors[counted.length]!, bonus: bonuses[counted.length]! };
    const best = listBestWithAll(this.#words, this.#weights, { limit, below, allowed: this.allowed, ...scale });
    return best.length < limit ? null : best;
  }

  /**
   * Returns the best tickets among those of the rarest words, if no other ticket can be better. Frequent words count little,
   * and on a large desk almost all tickets have no other.
   */
  #listBestWithRarest(counted: readonly ScoredItem[], limit: number, below: Ranked | null): Ranked[] {
    const all = sumCounts(counted);
    for (let words = 1, tried = 0; words < counted.length; words++) {
      const rarest = counted.slice(0, words);
      const count = sumCounts(rarest);
      if (count > MOST_RARE * all) break;
      if (count < limit || count < GROWTH * tried) continue;
      tried = count;
      const best = listBestAmong(this.#scoreTickets(findWithAny(rarest, this.allowed)), limit, below);
      if (best.length === limit && best.at(-1)!.score > this.#getMostWithout(rarest)) return best;
    }
    return listBestAmong(this.#any ??= this.#scoreTickets(findWithAny(counted, this.allowed)), limit, below);
  }

  /** Returns the highest score that a ticket without some words could have. */
  #getMostWithout(words: readonly ScoredItem[]): number {
    let [most, found] = [0, 0];
    for (const [index, item] of this.items.entries()) {
      if (words.includes(item)) continue;
      most += this.#getRarity(item, index) * MOST_FREQUENCY;
      if (this.#isCounted(item)) found += 1;
    }
    return most * this.#listFactors()[0][found]!;
  }

  /** Computes the scores of tickets, item by item, as {@linkcode #scoreAll} does: they are the same to the last bit. */
  #scoreTickets(numbers: Uint32Array): ScoredTickets {
    const [scores, found] = [new Float64Array(numbers.length), new Uint8Array(numbers.length)];
    for (const word of this.#words) this.#addWeights(word, readData(numbers, word), scores, found);
    const [factors, bonuses] = this.#listFactors();
    for (let ticket = 0; ticket < scores.length; ticket++) {
      scores[ticket] = scores[ticket]! * factors[found[ticket]!]! + bonuses[found[ticket]!]!;
    }
    return { numbers, scores };
  }

  #addWeights({ rarity, isRequired }: WeightedWord, data: Uint16Array, scores: Float64Array, found: Uint8Array): void {
    // The loop runs for every posting of the rarest words, and reads no fields.
    const weights = this.#weights;
    const { known } = weights;
    const counts = isRequired ? 1 : 0;
    for (let ticket = 0; ticket < scores.length; ticket++) {
      const each = data[ticket]!;
      if (each === 0) continue;
      found[ticket]! += counts;
      scores[ticket]! += rarity * (known[each]! || weights.get(each));
    }
  }

  #listBestOfAll(limit: number, below: Ranked | null, isComplete: boolean): Ranked[] {
    const best = new BestTickets(limit);
    // The loop runs for every ticket, and reads no fields.
    const { scores, found, last } = this.#all ??= this.#scoreAll();
    const [factors, bonuses] = this.#listFactors();
    for (let number = 1; number < scores.length; number++) {
      if (last[number] === 0 && !(isComplete && this.allowed!.has(number))) continue;
      const base = scores[number]!;
      // Names are added before, and must stay above the bonus.
      const score = base >= NAMED ? base : base * factors[found[number]!]! + bonuses[found[number]!]!;
      best.addBelow(below, number, score);
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

  #scoreAll(): AllScores {
    const { size } = this;
    const all = { scores: new Float64Array(size), found: new Uint8Array(size), last: new Uint8Array(size) };
    this.items.forEach((item, index) => {
      this.#add(item, index, all);
      if (item.named !== null) this.#addNamed(item.named, index, all);
    });
    return all;
  }

  #add(item: ScoredItem, index: number, { scores, found, last }: AllScores): void {
    const rarity = this.#getRarity(item, index);
    const counts = this.#isCounted(item) ? 1 : 0;
    // The loop runs for every posting, and reads no fields.
    const [allowed, weights, turn] = [this.allowed, this.#weights, index + 1];
    for (const { numbers, data } of item.lists) {
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
  }

  #addNamed(named: TicketSet, index: number, { scores, found, last }: AllScores): void {
    for (const number of named.listDown()) {
      if (this.allowed !== null && !this.allowed.has(number)) continue;
      if (last[number] !== index + 1) found[number]! += 1;
      last[number] = index + 1;
      scores[number]! += NAMED;
    }
  }

  #isCounted({ item }: ScoredItem): boolean {
    return this.#onlyStopWords || !item.isStopWord;
  }

  #getRarity({ item, weight = 1 }: ScoredItem, index: number): number {
    const count = this.#statistics.counts[index] ?? 0;
    return weight * getItemWeight({ item, count }, this.#statistics.tickets);
  }
}

function sumCounts(items: readonly ScoredItem[]): number {
  return items.reduce((sum, { count }) => sum + count, 0);
}
