/** The cost of a read in addition to its keys, in keys. */
const COST_PER_READ = 10;

/** Limits the reads of one page. Callers check it between steps, so the last step can exceed it. */
export class ReadBudget {
  #left: number;

  /** @param keys The number of keys that may be read. */
  constructor(keys: number) {
    this.#left = keys;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** Charges one read of this many keys. */
  spend(keys: number): void {
    this.#left -= COST_PER_READ + keys;
  }
}
