/** Positions of all tickets with a term, newest first. */

import type { ReadBudget } from "./budget.ts";
import { comparePositions, type Position } from "./position.ts";
import type { SearchSource } from "./search_source.ts";

/** Positions in descending order, read in sequence or with skips. */
export interface PositionList {
  /** Returns the next position below `bound`, or null. Bounds must not increase from call to call. */
  below(bound: Position): Promise<Position | null>;
}

/** Batch sizes in keys. */
const BATCH = { smallest: 4, largest: 512 };

/** The stored posting list of one term. */
export class PostingList implements PositionList {
  #batch: Position[] = [];
  #index = 0;
  #isLastBatch = false;
  /** The number of positions used from the batch, or null before the first one. */
  #answers: number | null = null;

  /**
   * @param from The oldest creation time to read, in milliseconds since the epoch.
   * @param size The size of the first batch.
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

  /** Increases the batch size for sequential reads and decreases it after skips. */
  #nextSize(): number {
    if (this.#answers === null) return this.size;
    if (this.#answers <= 1) return Math.max(Math.ceil(this.size / 4), BATCH.smallest);
    return this.#answers < this.size / 4 ? this.size : Math.min(this.size * 2, BATCH.largest);
  }
}

/** Positions that are in at least one of several lists. */
export class PositionUnion implements PositionList {
  constructor(private readonly lists: readonly PositionList[]) {}

  async below(bound: Position): Promise<Position | null> {
    const positions = await Promise.all(this.lists.map((list) => list.below(bound)));
    return positions.reduce((best, next) =>
      best === null || (next !== null && comparePositions(next, best) > 0) ? next : best
    );
  }
}
