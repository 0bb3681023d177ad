/** The calls of each client until they are answered. */

import { DeskError } from "../../../../store/mod.ts";
import { HttpError, type HttpLimits, type ShareLimits } from "../wire/mod.ts";
import { Share } from "./share.ts";

/** Limits how many calls of a client are under way. */
export class Calls {
  readonly #all: Share;
  readonly #waiting: Share;

  constructor({ calls, waitingCalls }: HttpLimits) {
    this.#all = new Share(calls);
    this.#waiting = new Share(waitingCalls);
  }

  /**
   * Starts a call.
   *
   * @param bytes The size of its message, or what it may have at most.
   * @throws {HttpError} 429 if too many of the client are under way.
   */
  start(client: string, bytes: number): Call {
    if (this.#all.take(client, 1, bytes)) return new Call(client, bytes, this.#all, this.#waiting);
    const { count, bytes: total } = this.#all.limits;
    throw new HttpError(
      429,
      `Too many of your calls are in progress (limit ${format(count)} calls of ${format(total)} bytes together). ` +
        "Wait for responses before you send more.",
      { headers: { "Retry-After": "1" } },
    );
  }
}

/** A call that is under way. */
export class Call {
  #count = 1;
  #isWaiting = false;
  #isStream = false;
  #isEnded = false;

  constructor(
    private readonly client: string,
    private bytes: number,
    private readonly all: Share,
    private readonly waiting: Share,
  ) {}

  /** The size of its message. */
  get size(): number {
    return this.bytes;
  }

  /** Records the size of its message, which is not larger than it was said to be. */
  resize(bytes: number): void {
    this.all.release(this.client, 0, this.bytes - bytes);
    this.bytes = bytes;
  }

  /**
   * Records that it waits for a person or a model, until it ends.
   *
   * @throws {DeskError} If too many of the client wait.
   */
  wait(): void {
    if (this.#isWaiting) return;
    if (!this.waiting.take(this.client, 1, this.bytes)) throw createTooManyWaitingError(this.waiting.limits);
    this.#isWaiting = true;
  }

  /** Its response is a stream, at whose end it ends. */
  continueInStream(): void {
    this.#isStream = true;
  }

  /** Its response is a stream that stays open. Only the memory for its message still counts. */
  stayOpen(): void {
    this.#isStream = true;
    this.all.release(this.client, this.#count, 0);
    this.#count = 0;
  }

  /** Ends it with its response, unless that is a stream. */
  endWithResponse(): void {
    if (!this.#isStream) this.end();
  }

  /** Ends it. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.all.release(this.client, this.#count, this.bytes);
    if (this.#isWaiting) this.waiting.release(this.client, 1, this.bytes);
  }
}

function createTooManyWaitingError({ count, bytes }: ShareLimits): DeskError {
  return new DeskError(
    "not_approved",
    `Too many of your calls wait for a person or a model (limit ${format(count)} calls of ${format(bytes)} bytes ` +
      "together). Nothing was changed. Answer some of them first, then call again.",
  );
}

function format(value: number): string {
  return value.toLocaleString("en-US");
}
