/** Many deadlines with one timer: every request has two, nearly none passes, and a timer costs as much as reading a body. */

/** Something that has to be there in time. */
export interface Deadline {
  /** On the clock of `performance.now`. */
  readonly at: number;
  /** Is called when it has passed. */
  onExpired: (() => void) | undefined;
  previous: Deadline | undefined;
  next: Deadline | undefined;
}

/**
 * Deadlines of one length. They pass in the order in which they were set, so there is a timer for the first alone. Each knows
 * its neighbours, and nothing any more once it is over: what a set holds has often grown old in there, and then keeps what is
 * young alive until the next full collection.
 */
export class Deadlines {
  #first: Deadline | undefined;
  #last: Deadline | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  #closed = false;

  constructor(readonly milliseconds: number) {}

  /** Calls `late` after so many milliseconds, or a little later, unless the deadline is forgotten before. */
  set(late: () => void): Deadline {
    const at = performance.now() + this.milliseconds;
    const deadline: Deadline = { at, onExpired: late, previous: this.#last, next: undefined };
    if (this.#last === undefined) this.#first = deadline;
    else this.#last.next = deadline;
    this.#last = deadline;
    if (this.#timer === undefined) this.#wait(this.milliseconds);
    return deadline;
  }

  /** A deadline isn't needed any more. The timer stays: most of the time the next deadline is set at once. */
  clear(deadline: Deadline): void {
    if (deadline.onExpired !== undefined) this.#remove(deadline);
  }

  /** From now on none passes. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #remove(deadline: Deadline): void {
    const { previous, next } = deadline;
    if (previous === undefined) this.#first = next;
    else previous.next = next;
    if (next === undefined) this.#last = previous;
    else next.previous = previous;
    deadline.onExpired = deadline.previous = deadline.next = undefined;
  }

  /** Most of the time the deadline that the timer was set for is forgotten by now, and none has passed. */
  #expire(): void {
    const now = performance.now();
    while (this.#first !== undefined && this.#first.at <= now) {
      const { onExpired: late } = this.#first;
      this.#remove(this.#first);
      late!();
    }
    this.#timer = undefined;
    if (this.#first !== undefined) this.#wait(this.#first.at - now);
  }

  #wait(milliseconds: number): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => this.#expire(), milliseconds);
  }
}
