/** A task that runs once for all callers that wait for it. Each caller waits for a run that started after its call. */
export class CoalescedTask {
  readonly #task: () => Promise<void>;
  /** The run that has not started yet. */
  #next: Promise<void> | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(task: () => Promise<void>) {
    this.#task = task;
  }

  /** @throws The error of the task. */
  run(): Promise<void> {
    if (this.#next === null) {
      this.#next = this.#runAfterLast();
      this.#next.catch(() => {}); // a caller may have stopped waiting
    }
    return this.#next;
  }

  async #runAfterLast(): Promise<void> {
    await this.#last.catch(() => {});
    this.#next = null;
    this.#last = this.#task();
    await this.#last;
  }
}
