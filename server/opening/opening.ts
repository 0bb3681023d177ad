/** A connection's beginning: a host's first questions are answered before the SDK is loaded. */

import type { JSONRPCMessage, RequestId, Transport } from "@modelcontextprotocol/server";
import type { StdioTransport } from "../stdio/transport.ts";
import type { PreparedAnswers } from "./prepared_answers.ts";

/** After this long without a question there is time to load what the next ones need. */
const QUIET_MS = 50;

/** The SDK's server, connected to a transport. */
export interface OpenedServer {
  /** Reads what came as a message, and throws where it is none. */
  read(message: unknown): JSONRPCMessage;
  /** Answers what needs no SDK, and says whether it did. */
  take(message: unknown): boolean;
  close(): Promise<void>;
}

/** Loads the SDK's server and connects it to a transport. */
export type Connect = (transport: Transport) => Promise<OpenedServer>;

/**
 * The SDK's server takes longer to load than everything else together, and every host begins with the same questions. So
 * those are answered from what was prepared; the first message that isn't among them, or a quiet moment, brings the
 * server. It is given the handshake as the host sent it (its answers to that are kept back, since the host has had them),
 * then what has come meanwhile, in order, and from there on everything.
 */
export class Opening implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;

  /** What was answered here and the server has to know of. */
  readonly #handshake: unknown[] = [];
  /** What the server will have to answer. */
  readonly #waiting: unknown[] = [];
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #connecting: Promise<void> | undefined;
  #server: OpenedServer | undefined;
  /** The server has had all that came before. */
  #caughtUp = false;
  #repeated: { id: RequestId; answered: () => void } | undefined;
  #isClosed = false;

  /**
   * @param answers What is prepared; when undefined, the server answers everything.
   * @param quietMs For tests.
   */
  constructor(
    private readonly host: StdioTransport,
    private readonly answers: PreparedAnswers | undefined,
    private readonly connect: Connect,
    private readonly quietMs = QUIET_MS,
  ) {
    host.onmessage = (message) => this.#receive(message);
    host.onerror = (error) => this.onerror?.(error);
    host.onclose = () => this.#closed();
    this.#connectWhenQuiet();
  }

  /** The host is being listened to already. */
  start(): Promise<void> {
    return Promise.resolve();
  }

  send(message: JSONRPCMessage): Promise<void> {
    if (this.#repeated === undefined || !isAnswerTo(this.#repeated.id, message)) return this.host.send(message);
    this.#repeated.answered();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.host.close();
    return Promise.resolve();
  }

  /** Takes nothing new, answers what is under way, then ends. */
  async stop(): Promise<void> {
    await this.host.drain();
    await this.#server?.close();
    this.host.close();
  }

  #receive(message: unknown): void {
    if (this.#caughtUp) return this.#deliver(message);
    if (this.#waiting.length === 0 && this.#answer(message)) return this.#connectWhenQuiet();
    this.#waiting.push(message);
    this.#connectNow();
  }

  /** @returns Whether the answer was prepared. */
  #answer(message: unknown): boolean {
    const reply = this.answers?.to(message);
    if (reply === undefined) return false;
    if (reply.handshake) this.#handshake.push(message);
    if (reply.result !== undefined) {
      const { id } = message as { id: RequestId };
      this.host.send({ result: reply.result, jsonrpc: "2.0", id }).catch(() => {}); // the host is gone, as onerror was told
    }
    return true;
  }

  #connectWhenQuiet(): void {
    clearTimeout(this.#quiet);
    if (this.#connecting === undefined) this.#quiet = setTimeout(() => this.#connectNow(), this.quietMs);
  }

  #connectNow(): void {
    clearTimeout(this.#quiet);
    this.#connecting ??= this.#connect();
    this.host.loading = this.#connecting;
  }

  async #connect(): Promise<void> {
    this.#server = await this.connect(this);
    if (this.#isClosed) return;
    for (let message = this.#handshake.shift(); message !== undefined; message = this.#handshake.shift()) {
      await this.#repeat(this.#server.read(message));
    }
    this.#caughtUp = true;
    for (const message of this.#waiting.splice(0)) this.#deliver(message);
  }

  /** Gives the server a part of the handshake, and waits for its answer where there is one. */
  async #repeat(message: JSONRPCMessage): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if ("id" in message) this.#repeated = { id: message.id!, answered: resolve };
    else resolve();
    this.onmessage?.(message);
    await promise;
    this.#repeated = undefined;
  }

  #deliver(message: unknown): void {
    if (this.#server!.take(message)) return;
    try {
      this.onmessage?.(this.#server!.read(message));
    } catch (error) {
      this.host.dismiss(message);
      this.onerror?.(error as Error);
    }
  }

  #closed(): void {
    clearTimeout(this.#quiet);
    this.#isClosed = true;
    this.onclose?.();
  }
}

function isAnswerTo(id: RequestId, message: JSONRPCMessage): boolean {
  return "id" in message && message.id === id && !("method" in message);
}
