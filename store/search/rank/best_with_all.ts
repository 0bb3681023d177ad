/** The best tickets with every word of a query, without the scores of all others. */

import type { TicketSet } from "../match/mod.ts";
import { type Postings, slicePostings } from "../postings/mod.ts";
import { isAscending, readData, uniteLists, type Word } from "./all_words.ts";
import { BestTickets, type Ranked } from "./best_tickets.ts";
import { getMostWeight, type TermWeights } from "./weights.ts";

/** The postings of the rarest word that are looked at together: first a few, for a score to compare with. */
const CHUNK = { first: 1_024, others: 8_192 };

/** A limit is a sum in another order than the score: it may differ in the last bits. */
const SLACK = 1e-9;

/** A word of a query, and what it adds to the score of a ticket. */
export interface WeightedWord extends Word {
  /** The factor of its weights. */
  rarity: number;
  /** False for function words, which a ticket need not have. */
  isRequired: boolean;
}

/** The tickets to find, and their scores by the sums of their weights. */
export interface Wanted {
  limit: number;
  /** The last ticket of the page before. */
  below: Ranked | null;
  /** The tickets that may be found; null for all. */
  allowed: TicketSet | null;
  factor: number;
  bonus: number;
}

/**
 * Lists the best tickets that have all required words, best first. It goes from the newest ticket to the oldest. The weights
 * of some words limit the score of a ticket: if it is too low for the list, the other words are not looked up.
 *
 * @param words In the order in which their weights are added, so that scores are the same to the last bit everywhere.
 */
export function listBestWithAll(words: readonly WeightedWord[], weights: TermWeights, wanted: Wanted): Ranked[] {
  const { limit, factor, bonus } = wanted;
  const best = new BestTickets(limit);
  const sorted = words.toSorted((one, other) =>
    Number(other.isRequired) - Number(one.isRequired) || one.count - other.count
  );
  const mosts = sorted.map(({ lists, rarity }) =>
    rarity * lists.reduce((most, list) => Math.max(most, getMostWeight(weights, list)), 0)
  );
  const rests = mosts.map((_, index) => mosts.slice(index + 1).reduce((sum, most) => sum + most, 0));
  for (const chunk of listChunksDown(sorted[0]!)) {
    const least = (best.least - bonus) / factor;
    const candidates = new Candidates(weights, chunk.numbers);
    for (const [index, word] of sorted.entries()) {
      const data = index === 0 ? chunk.data : readData(candidates.numbers, word);
      candidates.add(word, data, least - SLACK - rests[index]!);
      if (index === 0 && wanted.allowed !== null) candidates.keep(wanted.allowed);
      if (candidates.numbers.length === 0) break;
    }
    candidates.addTo(best, words, wanted);
  }
  return best.list();
}

/** Lists the postings of a word in parts, those of the highest numbers first. */
function* listChunksDown(word: Word): Generator<Postings> {
  const lists = isAscending(word) ? word.lists : [uniteLists(word)];
  let size = CHUNK.first;
  for (const list of lists.toReversed()) {
    for (let end = list.numbers.length; end > 0;) {
      const start = Math.max(0, end - size);
      yield slicePostings(list, start, end);
      [end, size] = [start, CHUNK.others];
    }
  }
}

/** The tickets of a chunk that may still be among the best, with the weights of the words that were added. */
class Candidates {
  numbers: Uint32Array;
  #sums: Float64Array;
  readonly #weights = new Map<WeightedWord, Float64Array>();

  constructor(private readonly weights: TermWeights, numbers: Uint32Array) {
    this.numbers = numbers;
    this.#sums = new Float64Array(numbers.length);
  }

  /**
   * Adds a word, and keeps the tickets that have it, if it is required, and whose weights make up a sum.
   *
   * @param data The data of the word in each ticket; 0 for those that do not have it.
   */
  add(word: WeightedWord, data: Uint16Array, least: number): void {
    // The loop runs for every posting, and reads no fields.
    const { isRequired, rarity } = word;
    const { known } = this.weights;
    const sums = this.#sums;
    const [kept, own] = [new Uint32Array(data.length), new Float64Array(data.length)];
    let count = 0;
    for (let place = 0; place < data.length; place++) {
      const each = data[place]!;
      if (each === 0 && isRequired) continue;
      const weight = each === 0 ? 0 : rarity * known[each]!;
      if (sums[place]! + weight < least) continue;
      kept[count] = place;
      own[count++] = weight;
    }
    const places = kept.subarray(0, count);
    this.#pick(places);
    this.#weights.set(word, own.subarray(0, count));
    for (let index = 0; index < count; index++) this.#sums[index]! += own[index]!;
  }

  /** Keeps the tickets of a set. */
  keep(allowed: TicketSet): void {
    const places = Uint32Array.from(this.numbers.keys()).filter((place) => allowed.has(this.numbers[place]!));
    this.#pick(places);
  }

  /** Adds the tickets with their scores to others. */
  addTo(best: BestTickets, words: readonly WeightedWord[], { below, factor, bonus }: Wanted): void {
    const all = words.map((word) => this.#weights.get(word)!);
    for (let index = 0; index < this.numbers.length; index++) {
      let sum = 0;
      for (const weights of all) sum += weights[index]!;
      best.addBelow(below, this.numbers[index]!, sum * factor + bonus);
    }
  }

  /** Keeps the tickets at these places. */
  #pick(places: Uint32Array): void {
    this.numbers = pick(this.numbers, places);
    this.#sums = pick(this.#sums, places);
    for (const [word, weights] of this.#weights) this.#weights.set(word, pick(weights, places));
  }
}

function pick<Values extends Uint32Array | Float64Array>(values: Values, places: Uint32Array): Values {
  const picked = values.slice(0, places.length) as Values;
  for (let index = 0; index < places.length; index++) picked[index] = values[places[index]!]!;
  return picked;
}
