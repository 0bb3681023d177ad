/** A KV Connect server that may go away while the desk is open. */

import { delay } from "../../../base/delay.ts";
import { retryAfterDelays } from "../../../base/retry_after_delays.ts";
import { StoreTimeoutError, withStoreTimeout } from "./timeout.ts";

/** How long one call may take, in milliseconds. */
const CALL_TIMEOUT = 5_000;

/** How often a server that is away is looked for, in milliseconds. */
const RETRY_INTERVAL = 300;

/** The call was never made, as the server is known to be away. */
export class NotSentError extends StoreTimeoutError {
  override name = "NotSent";
}

export interface ServerConnectionOptions {
  /** How long one call may take, in milliseconds. */
  patience?: number;
}

/**
 * Ends calls that take too long. From then on the server is away and calls fail at once, because Deno's client would keep
 * each of them, and try it several times a second, for as long as that lasts. It is back when it answers a read.
 */
export class ServerConnection {
  readonly #url: string;
  readonly #read: () => Promise<unknown>;
  readonly #patience: number;
  readonly #closed = new AbortController();
  #away = false;

  /** @param read Reads something from the server, by itself and not through {@linkcode call}. */
  constructor(url: string, read: () => Promise<unknown>, { patience = CALL_TIMEOUT }: ServerConnectionOptions = {}) {
    this.#url = url;
    this.#read = read;
    this.#patience = patience;
  }

  /**
   * Makes one call of Deno KV.
   *
   * @throws What it throws; {@linkcode StoreTimeoutError} when it takes too long, {@linkcode NotSentError} when the server is away.
   */
  readonly call = async <T>(make: () => Promise<T>): Promise<T> => {
    if (this.#away) throw new NotSentError("no answer from the server since it went away");
    try {
      return await withStoreTimeout(this.#patience, make());
    } catch (error) {
      if (error instanceof StoreTimeoutError && !this.#away) void this.#lookForServer();
      throw error;
    }
  };

  /** Looks for the server no more. */
  close(): void {
    this.#closed.abort();
  }

  async #lookForServer(): Promise<void> {
    this.#away = true;
    const { signal } = this.#closed;
    await retryAfterDelays(() => this.#probe(), {
      delays: repeat(RETRY_INTERVAL),
      wait: (milliseconds) => delay(milliseconds, { signal, persistent: false }),
    }).catch(() => {}); // the connection was closed
  }

  async #probe(): Promise<void> {
    if (!await this.#accepts()) throw new StoreTimeoutError("the server does not accept requests");
    await withStoreTimeout(this.#patience, this.#read());
    this.#away = false;
  }

  /** Whether anything but a proxy's apology comes from the URL: unlike a call of Deno KV, this can be given up. */
  async #accepts(): Promise<boolean> {
    try {
      const signal = AbortSignal.any([this.#closed.signal, AbortSignal.timeout(this.#patience)]);
      const response = await fetch(this.#url, { signal });
      await response.body?.cancel();
      return response.status < 500;
    } catch {
      return false;
    }
  }
}

function* repeat(interval: number): Generator<number> {
  while (true) yield interval;
}
