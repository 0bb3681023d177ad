/** A connection's beginning: a host's first questions are answered before the SDK is loaded, and most of the others too. */

import type { RequestId } from "@modelcontextprotocol/server";
import type { FastPathConnection, GetClientInfo, Send } from "./fast_path/fast_path_connection.ts";
import type { StdioTransport } from "../transports/stdio/stdio_transport.ts";
import { type ConnectServer, LazyServer } from "./sdk/lazy_server.ts";
import type { PreparedResponses } from "./prepared/prepared_responses.ts";

/** After this long without a question there is time to load what the next ones need. */
const IDLE_MS = 50;

export interface DispatcherOptions {
  /** What is prepared; when undefined, nothing is. */
  prepared: PreparedResponses | undefined;
  /** Loads our definitions, which answer plain reads and calls; undefined when the SDK's server shall. */
  loadFastPath: (greeted: GetClientInfo, send: Send) => Promise<FastPathConnection | undefined>;
  connectServer: ConnectServer;
  /** For tests. */
  idleMs?: number;
}

/**
 * Every host begins with the same questions, and goes on with plain reads and calls. So the first are answered from what
 * was prepared, while nothing else is loaded. With the first message that isn't among these, or in a quiet moment, come our
 * definitions. The SDK's server, which takes longer to load than everything else together, comes with the first message
 * that those can't answer. What waits for either keeps its order, with all that comes after it.
 */
export class Dispatcher {
  readonly #server: LazyServer;
  /** What nothing that is here can answer, and all that came after. */
  readonly #waiting: unknown[] = [];
  #direct: FastPathConnection | undefined;
  #loading: Promise<void> | undefined;
  #isLoaded = false;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: StdioTransport, private readonly options: DispatcherOptions) {
    this.#server = new LazyServer(host, options.connectServer);
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
    if (this.#direct?.tryHandle(message)) return true;
    if (!this.#server.isReady) return this.#answer(message);
    this.#server.deliver(message);
    return true;
  }

  /** @returns Whether the answer was prepared. */
  #answer(message: unknown): boolean {
    const reply = this.options.prepared?.find(message);
    if (reply === undefined) return false;
    if (reply.isHandshake) this.#server.recordHandshake(message);
    if (reply.result !== undefined) {
      const { id } = message as { id: RequestId };
      this.host.send({ result: reply.result, jsonrpc: "2.0", id }).catch(() => {}); // the host is gone, as onerror was told
    }
    return true;
  }

  #loadWhenQuiet(): void {
    if (this.#loading !== undefined) return;
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#bring(), this.options.idleMs ?? IDLE_MS);
  }

  /** Brings who may be able to handle what waits. */
  #bring(): void {
    clearTimeout(this.#quiet);
    if (this.#isLoaded) this.host.loading = this.#bringServer();
    else this.host.loading = this.#loading ??= this.#load();
  }

  async #load(): Promise<void> {
    this.#direct = await this.options.loadFastPath(() => this.#greeted(), (message) => this.host.send(message));
    this.#isLoaded = true;
    this.#handleWaiting();
    if (this.#waiting.length > 0) await this.#bringServer();
  }

  async #bringServer(): Promise<void> {
    await this.#server.load();
    this.#handleWaiting();
  }

  #handleWaiting(): void {
    while (this.#waiting.length > 0 && this.#handle(this.#waiting[0])) this.#waiting.shift();
  }

  /** The server knows it from its handshake, which is repeated from the one that was answered here. */
  #greeted() {
    return this.#server.getClientInfo() ?? this.options.prepared?.clientInfo;
  }

  #closed(): void {
    clearTimeout(this.#quiet);
    this.#waiting.length = 0; // nobody is there to be answered, and so nothing is done
    this.#direct?.close();
    this.#server.handleClose();
  }
}
