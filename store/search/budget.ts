/** What one more read costs beside the keys that it brings, in keys. */
const COST_PER_READ = 10;

/** How much a page may still read. It is a limit to stop at, not one to stay below: whoever spends looks now and then. */
export class ReadBudget {
  #left: number;

  /** @param keys how many may be read */
  constructor(keys: number) {
    this.#left = keys;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** Takes the cost of one read that brought so many keys. */
  spend(keys: number): void {
    this.#left -= COST_PER_READ + keys;
  }
}
