/** Limits the messages of each client. */

import { HttpError } from "../wire/mod.ts";

interface Allowance {
  left: number;
  /** The time at which `left` was computed, in milliseconds. */
  at: number;
}

const MINUTE = 60_000;
/** Beyond this number, clients with a full allowance are removed: a new client has the same. */
const MAX_CLIENTS = 10_000;

/** A token bucket for each client: the allowance of a minute at once, then as it refills. */
export class RateLimiter {
  readonly #clients = new Map<string, Allowance>();

  /** @param now The current time in milliseconds (default: `performance.now`). */
  constructor(readonly perMinute: number, private readonly now: () => number = () => performance.now()) {}

  /**
   * Takes from a client's allowance.
   *
   * @throws {HttpError} 429 with `Retry-After` if too little is left, 413 if it never is enough.
   */
  take(client: string, count = 1): void {
    if (this.perMinute === Infinity) return;
    if (count > this.perMinute) throw createTooManyAtOnceError(this.perMinute, count);
    const left = this.#left(client);
    if (left < count) throw createRateLimitError(this.perMinute, (count - left) * MINUTE / this.perMinute);
    this.#clients.set(client, { left: left - count, at: this.now() });
    if (this.#clients.size > MAX_CLIENTS) this.#removeFull();
  }

  #left(client: string): number {
    const { left, at } = this.#clients.get(client) ?? { left: this.perMinute, at: 0 };
    return Math.min(this.perMinute, left + (this.now() - at) * this.perMinute / MINUTE);
  }

  #removeFull(): void {
    for (const client of this.#clients.keys()) if (this.#left(client) === this.perMinute) this.#clients.delete(client);
  }
}

function createRateLimitError(perMinute: number, milliseconds: number): HttpError {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  const message = `Rate limit exceeded (${perMinute} messages per minute). Try again in ${seconds} s.`;
  return new HttpError(429, message, { headers: { "Retry-After": String(seconds) } });
}

function createTooManyAtOnceError(perMinute: number, count: number): HttpError {
  return new HttpError(
    413,
    `The batch has ${count + 1} messages (limit ${perMinute} messages per minute). Send fewer.`,
  );
}
