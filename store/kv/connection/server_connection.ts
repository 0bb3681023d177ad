import { delay } from "../../../base/timing/delay.ts";
import { retryAfterDelays } from "../../../base/timing/retry_after_delays.ts";
import {
  type AtomicOperation,
  type CommitResult,
  type Entries,
  type Entry,
  interceptList,
  type Key,
  type KeyRange,
  type Keys,
  type KeyValueStore,
  type ListedEntry,
  type ListOptions,
  StoreDecorator,
} from "../port/mod.ts";
import { keys } from "../schema/mod.ts";
import { NotSentError, StoreTimeoutError, withStoreTimeout } from "./timeout.ts";

/** The time limit of one call, in milliseconds. */
const CALL_TIMEOUT = 5_000;

/** The pause between two probes of a server that is away, in milliseconds. */
const PROBE_INTERVAL = 300;

export interface ServerConnectionOptions {
  /** The time limit of one call, in milliseconds (default: 5000). */
  timeout?: number;
}

/**
 * A KV Connect server that may go away while the desk is open. Calls that take too long fail. From then on calls fail
 * at once until the server answers a read, because Deno's client would keep every call and retry it several times a
 * second for as long as the server is away.
 *
 * Calls throw {@linkcode StoreTimeoutError} when they take too long, and {@linkcode NotSentError} while the server is away.
 */
export class ServerConnection extends StoreDecorator {
  readonly #url: string;
  readonly #timeout: number;
  readonly #closed = new AbortController();
  #isAway = false;

  constructor(inner: KeyValueStore, url: string, { timeout = CALL_TIMEOUT }: ServerConnectionOptions = {}) {
    super(inner);
    this.#url = url;
    this.#timeout = timeout;
  }

  override get<T>(key: Key): Promise<Entry<T>> {
    return this.#call(() => super.get<T>(key));
  }

  override getMany<T extends readonly unknown[]>(keys: Keys<T>): Promise<Entries<T>> {
    return this.#call(() => super.getMany<T>(keys));
  }

  override list<T>(range: KeyRange, options?: ListOptions): AsyncIterable<ListedEntry<T>> {
    return interceptList(super.list<T>(range, options), (next) => this.#call(next));
  }

  override commit(operation: AtomicOperation): Promise<CommitResult> {
    return this.#call(() => super.commit(operation));
  }

  override [Symbol.dispose](): void {
    this.#closed.abort();
    super[Symbol.dispose]();
  }

  async #call<T>(call: () => Promise<T>): Promise<T> {
    if (this.#isAway) throw new NotSentError("no response from the server since the connection was lost");
    try {
      return await withStoreTimeout(this.#timeout, call());
    } catch (error) {
      if (error instanceof StoreTimeoutError && !this.#isAway) void this.#waitForServer();
      throw error;
    }
  }

  async #waitForServer(): Promise<void> {
    this.#isAway = true;
    const { signal } = this.#closed;
    await retryAfterDelays(() => this.#probe(), {
      delays: repeat(PROBE_INTERVAL),
      wait: (milliseconds) => delay(milliseconds, { signal, persistent: false }),
    }).catch(() => {}); // the connection was closed
  }

  async #probe(): Promise<void> {
    if (!await this.#acceptsRequests()) throw new StoreTimeoutError("no response from the server");
    await withStoreTimeout(this.#timeout, super.get(keys.schema));
    this.#isAway = false;
  }

  /** Reports whether the URL answers with more than a proxy's error. Unlike a call of Deno KV, this can be aborted. */
  async #acceptsRequests(): Promise<boolean> {
    try {
      const signal = AbortSignal.any([this.#closed.signal, AbortSignal.timeout(this.#timeout)]);
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
