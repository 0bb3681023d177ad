/** The positions of all tickets that the index files under a term, newest first. */

import type { ReadBudget } from "./budget.ts";
import { comparePositions, type Position } from "./position.ts";
import type { SearchSource } from "./search_source.ts";

/** Positions in descending order, to be walked or jumped through. */
export interface PositionList {
  /** The next position that is below `bound`; null when there is none. Bounds must not rise from call to call. */
  below(bound: Position): Promise<Position | null>;
}

/** Lists are read in batches of so many keys. */
const BATCH = { smallest: 4, largest: 512 };

/** One term's positions, as the store has them. */
export class PostingList implements PositionList {
  #batch: Position[] = [];
  #index = 0;
  #isLastBatch = false;
  /** How many calls the batch has answered; null before the first. */
  #answers: number | null = null;

  /**
   * @param from the oldest time of interest, in milliseconds since the epoch
   * @param size of the first batch
   */
  constructor(
    private readonly source: SearchSource,
    private readonly term: string,
    private readonly from: number,
    private size: number,
    private readonly budget: ReadBudget,
  ) {}

  async below(bound: Position): Promise<Position | null> {
    const position = this.#nextBelow(bound);
    if (position !== undefined || this.#isLastBatch) return position ?? null;
    await this.#read(bound);
    return this.#nextBelow(bound) ?? null;
  }

  #nextBelow(bound: Position): Position | undefined {
    while (this.#index < this.#batch.length && comparePositions(this.#batch[this.#index]!, bound) >= 0) this.#index++;
    const position = this.#batch[this.#index];
    if (position !== undefined) this.#answers!++;
    return position;
  }

  async #read(bound: Position): Promise<void> {
    this.size = this.#nextSize();
    const range = { from: this.from, below: bound, limit: this.size };
    this.#batch = await this.source.listPositions(this.term, range);
    this.#index = 0;
    this.#answers = 0;
    this.#isLastBatch = this.#batch.length < this.size;
    this.budget.spend(this.#batch.length);
  }

  /** Whoever walks gets ever larger batches, whoever jumps from one to the next gets smaller ones. */
  #nextSize(): number {
    if (this.#answers === null) return this.size;
    if (this.#answers <= 1) return Math.max(Math.ceil(this.size / 4), BATCH.smallest);
    return this.#answers < this.size / 4 ? this.size : Math.min(this.size * 2, BATCH.largest);
  }
}

/** The positions that are on any of several lists. */
export class PositionUnion implements PositionList {
  constructor(private readonly lists: readonly PositionList[]) {}

  async below(bound: Position): Promise<Position | null> {
    const positions = await Promise.all(this.lists.map((list) => list.below(bound)));
    return positions.reduce((best, next) =>
      best === null || (next !== null && comparePositions(next, best) > 0) ? next : best
    );
  }
}
