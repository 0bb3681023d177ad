/** Standard input and output as a transport that answers what is under way before it closes. */

import type { Readable, Writable } from "node:stream";
import { PassThrough } from "node:stream";
import type { JSONRPCMessage, RequestId, Transport } from "@modelcontextprotocol/server";
import { StdioServerTransport } from "@modelcontextprotocol/server/stdio";

/** Hosts expect the process to be gone a second after they let go of it. */
const DRAIN_WITHIN_MS = 700;

/**
 * The SDK's own transport drops the requests under way when standard input ends; this one lets them finish, so that a
 * write that was asked for in the last moment is done and answered.
 */
export class DrainingStdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  /** Settles once closed. */
  readonly closed: Promise<void>;

  readonly #inner: StdioServerTransport;
  readonly #input = new PassThrough();
  readonly #underWay = new Set<RequestId>();
  readonly #idle = Promise.withResolvers<void>();
  #draining: Promise<void> | undefined;
  #markClosed!: () => void;

  constructor(private readonly stdin: Readable, stdout: Writable) {
    this.closed = new Promise((resolve) => this.#markClosed = resolve);
    this.#inner = new StdioServerTransport(this.#input, stdout);
    this.#inner.onmessage = (message) => this.#receive(message);
    this.#inner.onerror = (error) => this.onerror?.(error);
    this.#inner.onclose = () => this.#closed();
  }

  async start(): Promise<void> {
    await this.#inner.start();
    this.stdin.pipe(this.#input, { end: false });
    for (const end of ["end", "close", "error"]) this.stdin.once(end, () => this.drain().then(() => this.close()));
  }

  async send(message: JSONRPCMessage): Promise<void> {
    await this.#inner.send(message);
    if ("id" in message && !("method" in message)) this.#settle(message.id);
  }

  /** Takes nothing new; settles when everything under way is answered, or it took too long. */
  drain(): Promise<void> {
    return this.#draining ??= this.#drain();
  }

  async close(): Promise<void> {
    await this.#inner.close();
  }

  async #drain(): Promise<void> {
    this.stdin.unpipe(this.#input);
    const patience = setTimeout(() => this.#idle.resolve(), DRAIN_WITHIN_MS);
    setTimeout(() => this.#noteIdle(), 0); // the last lines that were read are still on their way to us
    await this.#idle.promise;
    clearTimeout(patience);
  }

  #receive(message: JSONRPCMessage): void {
    if ("method" in message && "id" in message && message.method !== "subscriptions/listen") {
      this.#underWay.add(message.id);
    } else if ("method" in message && message.method === "notifications/cancelled") {
      this.#settle((message.params as { requestId?: RequestId } | undefined)?.requestId);
    }
    this.onmessage?.(message);
  }

  #settle(id: RequestId | undefined): void {
    if (id !== undefined) this.#underWay.delete(id);
    this.#noteIdle();
  }

  #noteIdle(): void {
    if (this.#draining !== undefined && this.#underWay.size === 0 && this.#input.readableLength === 0) {
      this.#idle.resolve();
    }
  }

  #closed(): void {
    this.stdin.unpipe(this.#input);
    this.stdin.pause();
    this.onclose?.();
    this.#markClosed();
  }
}
