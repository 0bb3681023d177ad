/** The engines for messages without a prepared response. They are loaded on demand. */

import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import type { FastPath } from "../fast_path/mod.ts";
import type { PendingRequest } from "../messages/mod.ts";
import type { EngineOptions } from "./dispatcher_options.ts";
import { type Client, LazyServer } from "./lazy_server.ts";

/** A message that nothing loaded so far can answer, or that came after one. */
interface Waiting {
  message: JSONRPCMessage;
  request: PendingRequest | undefined;
}

/** The connection that the engines answer for. */
export interface EngineClient extends Client {
  /** @returns Whether anything that is loaded could answer it. */
  handle(message: JSONRPCMessage, request: PendingRequest | undefined): boolean;
  /** An engine could not be loaded. */
  handleLoadError(error: Error, request: PendingRequest | undefined): void;
}

/**
 * The fast path and the SDK's server. The fast path is loaded with the first message that has no prepared response, and each
 * tool with its first call, or everything when the client is idle. The validation of arguments is loaded with the first call
 * that needs it. The server takes longer to load than everything else together, so it is loaded with the first message that only
 * it can answer. Messages that wait keep their order.
 */
export class Engines {
  readonly server: LazyServer;
  readonly waiting: Waiting[] = [];
  fastPath: FastPath | undefined;
  /** Nothing is left to load but the SDK's server. */
  isComplete = false;
  #isFastPathLoaded = false;
  /** Nothing can answer until this settles, if it is set. */
  loading: Promise<void> | undefined;
  #fastPathLoading: Promise<void> | undefined;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(private readonly client: EngineClient, private readonly options: EngineOptions) {
    this.server = new LazyServer(client, options.connectServer, options.sessionId);
    this.loadWhenIdle();
  }

  /** Keeps a message until the engine that can answer it is loaded. */
  enqueue(message: JSONRPCMessage, request: PendingRequest | undefined): void {
    this.waiting.push({ message, request });
    if (this.waiting.length === 1) this.#load();
  }

  /** Restarts the idle timer. */
  loadWhenIdle(): void {
    const { idleMs } = this.options;
    if (idleMs === undefined || this.#isClosed || this.isComplete) return;
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.#follow(this.#loadFastPath().then(() => this.#loadTools())), idleMs);
  }

  /** Drops waiting messages: the client has closed the connection. */
  handleClose(): void {
    this.#isClosed = true;
    clearTimeout(this.#idleTimer);
    this.waiting.length = 0;
    this.server.handleClose();
  }

  #load(): void {
    clearTimeout(this.#idleTimer);
    this.#follow(this.#loadForWaiting());
  }

  #follow(loading: Promise<void>): void {
    this.loading = loading.catch((error) => this.#fail(error));
  }

  /** Loads one engine after the other, until they have answered what waits. */
  async #loadForWaiting(): Promise<void> {
    if (!this.#isFastPathLoaded) await this.#loadFastPath();
    while (this.fastPath?.isMissingPart) await this.fastPath.loadMissing().then(() => this.#handleWaiting());
    if (this.waiting.length > 0) await this.#loadServer();
    this.loadWhenIdle();
  }

  #loadFastPath(): Promise<void> {
    return this.#fastPathLoading ??= this.options.loadFastPath().then((fastPath) => {
      this.fastPath = fastPath;
      this.#isFastPathLoaded = true;
      this.isComplete = fastPath?.hasTools !== false;
      this.#handleWaiting();
    });
  }

  async #loadTools(): Promise<void> {
    await this.fastPath?.loadTools();
    this.isComplete = true;
  }

  async #loadServer(): Promise<void> {
    await this.server.load();
    await this.#loadTools(); // the server has loaded them too, and the validation
    await this.fastPath?.loadValidation();
    this.#handleWaiting();
  }

  #handleWaiting(): void {
    for (let next = this.waiting[0]; next !== undefined; next = this.waiting[0]) {
      if (!this.client.handle(next.message, next.request)) return;
      this.waiting.shift();
    }
  }

  #fail(error: Error): void {
    for (const { request } of this.waiting.splice(0)) this.client.handleLoadError(error, request);
  }
}
