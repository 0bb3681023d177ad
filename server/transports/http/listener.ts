/** A listener that keeps running when the process runs out of files: `Deno.serve` ends with the first connection it cannot accept. */

import { delay } from "../../../base/timing/delay.ts";
import { Probe } from "./probe.ts";

type Server = Deno.HttpServer<Deno.NetAddr>;

/** The time between attempts to listen again, in milliseconds. The system frees the address within a few of them. */
const RETRY_INTERVAL = 1;
/** After this long another program must have the address. In milliseconds. */
const RETRY_TIME = 30_000;
/** The time between renewals, in milliseconds. */
const RENEWAL_INTERVAL = 5_000;
/**
 * The time between checks for a server that has ended, in milliseconds. Deno 2.7 reports the end only when the last connection is
 * closed, and refuses connections until then.
 */
const PROBE_INTERVAL = 500;

export interface ListenerOptions {
  /** Listens at the port; 0 for a free one. */
  listen: (port: number) => Server;
  port: number;
  /** Called when connections cannot be accepted for a moment. */
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
  #isReplacing = false;
  #isStopping = false;
  readonly #probe: Probe;

  constructor(private readonly options: ListenerOptions) {
    this.finished = this.#finished.promise;
    this.#server = options.listen(options.port);
    this.port = this.#server.addr.port;
    this.#follow(this.#server);
    this.#probe = new Probe(PROBE_INTERVAL, () => this.#server, (server, error) => {
      if (server !== this.#server || this.#isReplacing || this.#isStopping) return; // it was ended
      this.options.onInterrupted(error instanceof Deno.errors.ConnectionRefused ? createEndedError() : error);
      this.#replace();
    });
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
    await this.#probe.stop();
    await Promise.all(this.#ending);
    this.#finished.resolve();
  }

  #follow(server: Server): void {
    server.finished.catch((error) => {
      if (this.#isStopping) return;
      this.options.onInterrupted(error);
      this.#replace();
    });
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

function createEndedError(): Error {
  return new Error("the listener has ended, as it does after too many open files");
}
