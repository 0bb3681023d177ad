/** So many messages a minute for each client. */

import { HttpError } from "../wire/mod.ts";

interface Allowance {
  left: number;
  /** When `left` was right, in milliseconds. */
  at: number;
}

const MINUTE = 60_000;
/** With more clients than these, those who have all of their allowance are forgotten: it is what newcomers have. */
const MAX_CLIENTS = 10_000;

/** A bucket of allowances for each client: a minute's worth at once, and then as it fills again. */
export class RateLimiter {
  readonly #clients = new Map<string, Allowance>();

  /** @param now The present, in milliseconds; `performance.now` by default. */
  constructor(readonly perMinute: number, private readonly now: () => number = () => performance.now()) {}

  /**
   * Takes from a client's allowance.
   *
   * @throws {HttpError} 429 with `Retry-After` when too little is left.
   */
  take(client: string, count = 1): void {
    if (this.perMinute === Infinity) return;
    const left = this.#left(client);
    if (left < count) throw createRateLimitError(this.perMinute, (count - left) * MINUTE / this.perMinute);
    this.#clients.set(client, { left: left - count, at: this.now() });
    if (this.#clients.size > MAX_CLIENTS) this.#forgetFull();
  }

  #left(client: string): number {
    const { left, at } = this.#clients.get(client) ?? { left: this.perMinute, at: 0 };
    return Math.min(this.perMinute, left + (this.now() - at) * this.perMinute / MINUTE);
  }

  #forgetFull(): void {
    for (const client of this.#clients.keys()) if (this.#left(client) === this.perMinute) this.#clients.delete(client);
  }
}

function createRateLimitError(perMinute: number, milliseconds: number): HttpError {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return new HttpError(
    429,
    `These are more than ${perMinute} messages a minute: try again in ${seconds} ${
      seconds === 1 ? "second" : "seconds"
    }.`,
    { headers: { "Retry-After": String(seconds) } },
  );
}
