/** Listening that goes on when the process runs out of files: `Deno.serve` ends with the first connection it cannot accept. */

import { delay } from "../../../base/delay.ts";

type Server = Deno.HttpServer<Deno.NetAddr>;

/** The time between attempts to listen again, in milliseconds. The system frees the address within a few of them. */
const RETRY_INTERVAL = 1;
/** After this long another program must have the address. In milliseconds. */
const RETRY_TIME = 30_000;
/** The time between renewals, in milliseconds. */
const RENEWAL_INTERVAL = 5_000;
/** The time between reports of interruptions, which may come in quick succession. In milliseconds. */
const REPORT_INTERVAL = 60_000;

export interface ListenerOptions {
  /** Listens at the port; 0 for a free one. */
  listen: (port: number) => Server;
  port: number;
  /** Called when connections cannot be accepted for a moment, at most once a minute. */
  onInterrupted: (error: Error) => void;
}

/** Listens at one address until it is shut down. */
export class Listener {
  readonly port: number;
  /** Settles when it is shut down. Rejects if it cannot listen any more. */
  readonly finished: Promise<void>;
  readonly #finished = Promise.withResolvers<void>();
  readonly #ending = new Set<Promise<void>>();
  #server: Server;
  #renewedAt = -Infinity;
  #reportedAt = -Infinity;
  #isReplacing = false;
  #isStopping = false;

  constructor(private readonly options: ListenerOptions) {
    this.finished = this.#finished.promise;
    this.#server = options.listen(options.port);
    this.port = this.#server.addr.port;
    this.#follow(this.#server);
  }

  /** Closes connections that are idle or have sent nothing, and keeps requests and streams: listens again. */
  renew(): void {
    const now = performance.now();
    if (now < this.#renewedAt + RENEWAL_INTERVAL) return;
    this.#renewedAt = now;
    this.#replace();
  }

  /** Accepts no new connections. Settles when all are closed. */
  async shutdown(): Promise<void> {
    this.#isStopping = true;
    this.#end(this.#server);
    await Promise.all(this.#ending);
    this.#finished.resolve();
  }

  #follow(server: Server): void {
    server.finished.catch((error) => {
      if (this.#isStopping) return;
      this.#report(error);
      this.#replace();
    });
  }

  #report(error: Error): void {
    const now = performance.now();
    if (now < this.#reportedAt + REPORT_INTERVAL) return;
    this.#reportedAt = now;
    this.options.onInterrupted(error);
  }

  async #replace(): Promise<void> {
    if (this.#isReplacing || this.#isStopping) return;
    this.#isReplacing = true;
    this.#end(this.#server);
    try {
      const server = await this.#listenAgain();
      if (server !== undefined) this.#follow(this.#server = server);
    } catch (error) {
      this.#finished.reject(error);
    } finally {
      this.#isReplacing = false;
    }
  }

  /** @returns Undefined if it is shut down meanwhile. */
  async #listenAgain(): Promise<Server | undefined> {
    for (const end = performance.now() + RETRY_TIME; !this.#isStopping;) {
      await delay(RETRY_INTERVAL);
      try {
        return this.options.listen(this.port);
      } catch (error) {
        if (performance.now() > end) throw error;
      }
    }
  }

  /** Ends a server when its requests and streams end. Its idle connections close at once. */
  #end(server: Server): void {
    const ending = server.shutdown().catch(() => {}).finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }
}
