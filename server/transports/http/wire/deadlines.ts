/** Many deadlines with one timer: each request has two, almost none expires, and a timer costs as much as reading a body. */

import { HttpError, RPC_CODES } from "./http_error.ts";

export interface Deadline {
  /** On the clock of `performance.now`. */
  readonly at: number;
  /** Called when it expires. Undefined once it is cleared. */
  onExpired: (() => void) | undefined;
  previous: Deadline | undefined;
  next: Deadline | undefined;
}

/**
 * Deadlines of one length. They expire in the order in which they were set, so one timer for the first is enough. They form a
 * linked list, and a cleared one has no neighbours: the tables of a set would grow old, and keep young objects alive until
 * the next full collection.
 */
export class Deadlines {
  #first: Deadline | undefined;
  #last: Deadline | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  #closed = false;

  constructor(readonly milliseconds: number) {}

  /** Calls `onExpired` after this many milliseconds, or a little later, unless the deadline is cleared before. */
  set(onExpired: () => void): Deadline {
    const at = performance.now() + this.milliseconds;
    const deadline: Deadline = { at, onExpired, previous: this.#last, next: undefined };
    if (this.#last === undefined) this.#first = deadline;
    else this.#last.next = deadline;
    this.#last = deadline;
    if (this.#timer === undefined) this.#wait(this.milliseconds);
    return deadline;
  }

  /** Clears a deadline. The timer continues: usually the next deadline is set at once. */
  clear(deadline: Deadline): void {
    if (deadline.onExpired !== undefined) this.#remove(deadline);
  }

  /** Stops the timer. No deadline expires any more. */
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

  /** Usually the deadline for which the timer was set has been cleared, and none has expired. */
  #expire(): void {
    const now = performance.now();
    while (this.#first !== undefined && this.#first.at <= now) {
      const { onExpired } = this.#first;
      this.#remove(this.#first);
      onExpired!();
    }
    this.#timer = undefined;
    if (this.#first !== undefined) this.#wait(this.#first.at - now);
  }

  #wait(milliseconds: number): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => this.#expire(), milliseconds);
  }
}

/**
 * Waits for `work`, but not beyond a deadline.
 *
 * @param createError Called when the deadline expires. Returns the error to throw.
 */
export function withDeadline<T>(work: Promise<T>, deadlines: Deadlines, createError: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const deadline = deadlines.set(() => reject(createError()));
    work.then((value) => {
      deadlines.clear(deadline);
      resolve(value);
    }, (error) => {
      deadlines.clear(deadline);
      reject(error);
    });
  });
}

/** 503 for a request that takes too long. */
export function createTimeoutError({ milliseconds }: Deadlines): HttpError {
  const message =
    `Timed out after ${milliseconds / 1000} s. The change may have been applied: check before you retry, or ` +
    "retry with an idempotency_key.";
  return new HttpError(503, message, { code: RPC_CODES.internalError });
}
