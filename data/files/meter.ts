/** How far a task has come, and whether it is to go on. Whoever works on it counts; whoever shows it looks. */
export class ProgressMeter {
  #total = 0;
  #done = 0;

  /** @param signal Ends the task. */
  constructor(readonly signal?: AbortSignal) {}

  /** Adds to the work that there is. */
  expect(amount: number): void {
    this.#total += amount;
  }

  /**
   * Counts work as done.
   *
   * @throws The signal's reason, once it is aborted: whatever the worker was at, it stops here.
   */
  advance(amount: number): void {
    this.signal?.throwIfAborted();
    this.#done += amount;
  }

  /** From 0 to 1. */
  get fraction(): number {
    return this.#total === 0 ? 0 : Math.min(1, this.#done / this.#total);
  }
}
