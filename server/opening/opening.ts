/** A connection's beginning: a host's first questions are answered before the SDK is loaded, and most of the others too. */

import type { RequestId } from "@modelcontextprotocol/server";
import type { DirectConnection, Greeted, Send } from "../direct/direct_connection.ts";
import type { StdioTransport } from "../stdio/transport.ts";
import { type Connect, LateServer } from "./late_server.ts";
import type { PreparedAnswers } from "./prepared_answers.ts";

/** After this long without a question there is time to load what the next ones need. */
const QUIET_MS = 50;

export interface OpeningOptions {
  /** What is prepared; when undefined, nothing is. */
  answers: PreparedAnswers | undefined;
  /** Loads our definitions, which answer plain reads and calls; undefined when the SDK's server shall. */
  direct: (greeted: Greeted, send: Send) => Promise<DirectConnection | undefined>;
  connect: Connect;
  /** For tests. */
  quietMs?: number;
}

/**
 * Every host begins with the same questions, and goes on with plain reads and calls. So the first are answered from what
 * was prepared, while nothing else is loaded. With the first message that isn't among these, or in a quiet moment, come our
 * definitions. The SDK's server, which takes longer to load than everything else together, comes with the first message
 * that those can't answer. What waits for either keeps its order, with all that comes after it.
 */
export class Opening {
  readonly #server: LateServer;
  /** What nothing that is here can answer, and all that came after. */
  readonly #waiting: unknown[] = [];
  #direct: DirectConnection | undefined;
  #loading: Promise<void> | undefined;
  #isLoaded = false;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: StdioTransport, private readonly options: OpeningOptions) {
    this.#server = new LateServer(host, options.connect);
    host.onmessage = (message) => this.#receive(message);
    host.onclose = () => this.#closed();
    this.#loadWhenQuiet();
  }

  /** Takes nothing new, answers what is under way, then ends. */
  async stop(): Promise<void> {
    await this.host.drain();
    await this.#server.stop();
    this.host.close();
  }

  #receive(message: unknown): void {
    const isNext = this.#waiting.length === 0;
    if (isNext && this.#handle(message)) return this.#loadWhenQuiet();
    this.#waiting.push(message);
    if (isNext) this.#bring();
  }

  /** @returns Whether somebody is here who can. */
  #handle(message: unknown): boolean {
    if (this.#direct?.take(message)) return true;
    if (!this.#server.isHere) return this.#answer(message);
    this.#server.deliver(message);
    return true;
  }

  /** @returns Whether the answer was prepared. */
  #answer(message: unknown): boolean {
    const reply = this.options.answers?.to(message);
    if (reply === undefined) return false;
    if (reply.handshake) this.#server.keep(message);
    if (reply.result !== undefined) {
      const { id } = message as { id: RequestId };
      this.host.send({ result: reply.result, jsonrpc: "2.0", id }).catch(() => {}); // the host is gone, as onerror was told
    }
    return true;
  }

  #loadWhenQuiet(): void {
    if (this.#loading !== undefined) return;
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#bring(), this.options.quietMs ?? QUIET_MS);
  }

  /** Brings who may be able to handle what waits. */
  #bring(): void {
    clearTimeout(this.#quiet);
    if (this.#isLoaded) this.host.loading = this.#bringServer();
    else this.host.loading = this.#loading ??= this.#load();
  }

  async #load(): Promise<void> {
    this.#direct = await this.options.direct(() => this.#greeted(), (message) => this.host.send(message));
    this.#isLoaded = true;
    this.#handleWaiting();
    if (this.#waiting.length > 0) await this.#bringServer();
  }

  async #bringServer(): Promise<void> {
    await this.#server.bring();
    this.#handleWaiting();
  }

  #handleWaiting(): void {
    while (this.#waiting.length > 0 && this.#handle(this.#waiting[0])) this.#waiting.shift();
  }

  /** The server knows it from its handshake, which is repeated from the one that was answered here. */
  #greeted() {
    return this.#server.greeted() ?? this.options.answers?.host;
  }

  #closed(): void {
    clearTimeout(this.#quiet);
    this.#waiting.length = 0; // nobody is there to be answered, and so nothing is done
    this.#direct?.close();
    this.#server.closed();
  }
}
