/** The weights of the ranking: BM25 over the fields of a ticket. They were chosen on labelled questions; see the benchmark. */

import type { ItemPostings } from "../match/mod.ts";
import { getComments, getFields, getLength, getOccurrences, type PostingData, type Postings } from "../postings/mod.ts";

/** The saturation of repetitions, and the influence of the length. */
const K1 = 1.2;
const B = 0.75;

/** Rare words count a little less than BM25 has it. */
const RARITY_EXPONENT = 0.7;

/** The weight of function words, and of a word's form in a field other than the text, in occurrences. */
export const STOP_WORD_WEIGHT = 0.25;
const COMMENT_WEIGHT = 0.5;
const FIELD_WEIGHTS: readonly (readonly [bit: number, weight: number])[] = [
  [8, 1], // resolution
  [16, 0.5], // escalation
  [32, 2], // tag
  [64, 1], // assignee
  [128, 1.5], // customer
];

/** The highest value of {@linkcode TermWeights.get}. */
export const MOST_FREQUENCY = K1 + 1;

/** The bonus of tickets with more words of the query, as a share of the score. */
export const COORDINATION = 0.5;

/** Returns the weight of a word by its number of tickets. */
export function getRarity(tickets: number, all: number): number {
  const idf = Math.log(1 + (Math.max(all, tickets) - tickets + 0.5) / (tickets + 0.5));
  return idf ** RARITY_EXPONENT;
}

/** Returns the weight of a part of a query by its number of tickets. */
export function getItemWeight({ item, count }: Pick<ItemPostings, "item" | "count">, all: number): number {
  return getRarity(count, all) * (item.isStopWord ? STOP_WORD_WEIGHT : 1);
}

/** The saturated frequency of a term in a ticket, by the data of its posting. */
export class TermWeights {
  /** By data, for loops that must not call anything; 0 if it was not computed yet. */
  readonly known = new Float64Array(65_536);
  readonly #norms: Float64Array;
  readonly #fields: Float64Array;

  /** The weights of the last search: the average changes little by little. */
  static #last: { average: number; weights: TermWeights } | null = null;

  /** @param average The average length of the texts, in content words. */
  static get(average: number): TermWeights {
    if (this.#last?.average !== average) this.#last = { average, weights: new TermWeights(average) };
    return this.#last.weights;
  }

  private constructor(average: number) {
    this.#norms = Float64Array.from({ length: 16 }, (_, size) => K1 * (1 - B + B * getLength(size) / average));
    this.#fields = Float64Array.from({ length: 256 }, (_, high) => {
      const fields = getFields(high << 8);
      const others = FIELD_WEIGHTS.reduce((sum, [bit, weight]) => (fields & bit) === 0 ? sum : sum + weight, 0);
      return COMMENT_WEIGHT * getComments(high << 8) + others;
    });
  }

  get(data: PostingData): number {
    const known = this.known[data]!;
    return known === 0 ? this.known[data] = this.#compute(data) : known;
  }

  #compute(data: PostingData): number {
    const frequency = getOccurrences(data) + this.#fields[data >> 8]!;
    const norm = (data & 0xf0) === 0 ? K1 : this.#norms[data & 15]!;
    return frequency * MOST_FREQUENCY / (frequency + norm);
  }
}

/** The highest weights in lists that were read. Lists never change. */
const MOST = new WeakMap<Postings["data"], { weights: TermWeights; most: number }>();

/** Returns the highest weight in a list. */
export function getMostWeight(weights: TermWeights, { data }: Postings): number {
  const known = MOST.get(data);
  if (known?.weights === weights) return known.most;
  let most = 0;
  for (const each of data) most = Math.max(most, weights.get(each));
  MOST.set(data, { weights, most });
  return most;
}
