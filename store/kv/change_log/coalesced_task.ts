/** Work that is done once for many who ask for it: each is answered by a run that began after he asked. */
export class CoalescedTask {
  readonly #work: () => Promise<void>;
  /** The run that hasn't begun yet. */
  #next: Promise<void> | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** @throws What the work throws. */
  run(): Promise<void> {
    if (this.#next === null) {
      this.#next = this.#afterLast();
      this.#next.catch(() => {}); // whoever asked may have no use for the answer any more
    }
    return this.#next;
  }

  async #afterLast(): Promise<void> {
    await this.#last.catch(() => {});
    this.#next = null;
    this.#last = this.#work();
    await this.#last;
  }
}
