/** Changes as they happen, by one `subscriptions/listen` for everything that the page shows. */

import { BridgeError } from "../bridge.ts";
import { type HttpClient, readMessages } from "./http_client.ts";

interface Follower {
  uris: ReadonlySet<string>;
  listener: () => void;
}

interface Notification {
  method: string;
  params: { uri: string };
}

/** In milliseconds. */
const DELAYS = { first: 500, most: 15_000, change: 30 };

/** In milliseconds. The server sends something every 15 seconds, so a stream that is silent for longer is dead. */
const SILENCE = 45_000;

export interface ChangeStreamOptions {
  client: Pick<HttpClient, "stream">;
  /** Called when the connection is lost, and when it is back. */
  onConnection(isConnected: boolean, error?: unknown): void;
  /** True while no one looks at the page: browsers allow six connections to a host, and each stream holds one. */
  isHidden(): boolean;
  /** In milliseconds, after which a silent stream is opened again. */
  silence?: number;
}

/**
 * Follows resources while there are followers and the page is visible. The protocol does not repeat what happened while there was
 * no stream, so each new one is a change for every follower.
 */
export class ChangeStream {
  readonly #followers = new Set<Follower>();
  #stream: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #delay = DELAYS.first;
  /** The resources that the stream follows. They may be more than there are followers for. */
  #uris: ReadonlySet<string> = new Set();
  #silenceTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: ChangeStreamOptions) {}

  /** @returns A function that ends this. */
  follow(uris: readonly string[], listener: () => void): () => void {
    const follower = { uris: new Set(uris), listener };
    this.#followers.add(follower);
    if (uris.some((uri) => !this.#uris.has(uri))) this.#restart(DELAYS.change);
    return () => {
      this.#followers.delete(follower);
      if (this.#followers.size === 0) this.#restart(DELAYS.change);
    };
  }

  /** Opens or closes the stream after the page was shown, hidden or signed in. */
  update(): void {
    this.#delay = DELAYS.first;
    this.#restart(0);
  }

  #restart(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#open(), delay);
  }

  async #open(): Promise<void> {
    this.#stream?.abort();
    clearTimeout(this.#silenceTimer);
    this.#uris = new Set([...this.#followers].flatMap(({ uris }) => [...uris]));
    if (this.#followers.size === 0 || this.options.isHidden()) return;
    const stream = this.#stream = new AbortController();
    this.#watchSilence();
    try {
      const params = { notifications: { resourceSubscriptions: [...this.#uris] } };
      await this.#read(await this.options.client.stream("subscriptions/listen", params, stream.signal));
      this.#reconnect(stream);
    } catch (error) {
      this.#reconnect(stream, error);
    }
  }

  /** @param error Undefined if the server has ended the stream, as it does before it stops. The next stream shows whether it is there. */
  #reconnect(stream: AbortController, error?: unknown): void {
    if (stream.signal.aborted) return;
    clearTimeout(this.#silenceTimer);
    if (error !== undefined) this.options.onConnection(false, error);
    if (error instanceof BridgeError && error.failure === "token") return; // until someone signs in
    this.#restart(this.#delay);
    this.#delay = Math.min(2 * this.#delay, DELAYS.most);
  }

  async #read(text: ReadableStream<string>): Promise<void> {
    for await (const { method, params } of readMessages<Notification>(text, () => this.#watchSilence())) {
      if (method === "notifications/subscriptions/acknowledged") this.#start();
      if (method === "notifications/resources/updated") this.#notify((uris) => uris.has(params.uri));
    }
  }

  /** A computer that slept, or a network in between, may end a connection without a word. */
  #watchSilence(): void {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => this.#open(), this.options.silence ?? SILENCE);
  }

  #start(): void {
    this.#delay = DELAYS.first;
    this.options.onConnection(true);
    this.#notify(() => true);
  }

  #notify(isAffected: (uris: ReadonlySet<string>) => boolean): void {
    for (const { uris, listener } of [...this.#followers]) if (isAffected(uris)) listener();
  }
}
