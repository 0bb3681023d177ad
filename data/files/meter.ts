/** Progress of a task, counted by the task and read by a display. Also cancels the task. */
export class ProgressMeter {
  #total = 0;
  #done = 0;

  /** @param signal Cancels the task. */
  constructor(readonly signal?: AbortSignal) {}

  /** Adds to the total. */
  expect(amount: number): void {
    this.#total += amount;
  }

  /**
   * Counts finished work.
   *
   * @throws The signal's reason if it is aborted.
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
