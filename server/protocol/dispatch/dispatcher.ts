/** Decides who answers the messages of a client: the prepared responses, the fast path or the SDK's server. */

import type {
  Implementation,
  JSONRPCErrorResponse,
  JSONRPCMessage,
  JSONRPCNotification,
  JSONRPCRequest,
  MessageExtraInfo,
  RequestId,
} from "@modelcontextprotocol/server";
import type { FastPath, FastPathClient } from "../fast_path/mod.ts";
import {
  allowsBatches,
  BatchReply,
  findInitializeProblem,
  hasOnlyProgressToken,
  InvalidMessageError,
  isRequest,
  type Members,
  needsResponse,
  NO_BATCHES,
  parsePayload,
  PendingRequest,
  PendingRequests,
  type Reply,
  RPC_CODES,
  type SendOptions,
} from "../messages/mod.ts";
import type { PreparedResponses } from "../prepared/mod.ts";
import { type ConnectServer, LazyServer } from "./lazy_server.ts";

export interface DispatcherOptions {
  /** Undefined over stdio. */
  sessionId?: string;
  /** Undefined if nothing was prepared, as when the program runs from source. */
  prepared?: PreparedResponses | undefined;
  /** Loads our definitions. Gives undefined if the SDK's server is to answer everything. */
  loadFastPath: () => Promise<FastPath | undefined>;
  connectServer: ConnectServer;
  /** Writes a message that belongs to no {@linkcode Reply}, or the responses to a batch. It reports its own failures. */
  write: (message: JSONRPCMessage | readonly JSONRPCMessage[]) => Promise<void>;
  /** Closes the connection. */
  close: () => void;
  /** Gets the errors that no response reports. */
  onerror?: ((error: Error) => void) | undefined;
  /** After this long without a message there is time to load what the next ones need. Never when undefined. */
  idleMs?: number | undefined;
}

/** A message that nothing loaded so far can answer, or that came after one. */
interface Waiting {
  message: JSONRPCMessage;
  request: PendingRequest | undefined;
}

/**
 * Every host starts with the same requests and continues with plain reads and calls. The first ones get prepared responses,
 * before anything else is loaded. Our definitions are loaded with the first other message, or when the client is idle, and
 * answer plain reads and calls. The SDK's server takes longer to load than everything else together, so it is loaded with
 * the first message that only it can answer. Messages that wait for either keep their order.
 */
export class Dispatcher implements FastPathClient {
  readonly pending = new PendingRequests();
  /** The revision of the handshake; empty before it. */
  revision = "";
  /** Unknown once the client has chosen its log level: only the SDK's server knows which. */
  logging: "on" | "unknown" = "on";
  /** Nothing can answer until this settles, if it is set. */
  loading: Promise<void> | undefined;

  readonly #server: LazyServer;
  readonly #waiting: Waiting[] = [];
  #fastPath: FastPath | undefined;
  #fastPathLoading: Promise<void> | undefined;
  #isFastPathLoaded = false;
  #idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: DispatcherOptions) {
    this.#server = new LazyServer(this, options.connectServer, options.sessionId);
    this.#loadWhenIdle();
  }

  /** The client's name and version from the handshake. The server has them, once the handshake was repeated for it. */
  get clientInfo(): Implementation | undefined {
    return this.#server.getClientInfo() ?? this.options.prepared?.clientInfo;
  }

  isPlainMetadata(meta: Readonly<Members> | undefined): boolean {
    return hasOnlyProgressToken(meta);
  }

  /** Receives a message or a batch as text. */
  receiveText(text: string): void {
    const { isBatch, messages } = parsePayload(text);
    if (isBatch) this.#receiveBatch(messages);
    else this.receive(messages[0]!);
  }

  /**
   * Receives a message.
   *
   * @param reply Collects what is sent for it.
   */
  receive(message: JSONRPCMessage | InvalidMessageError, reply?: Reply, extra?: MessageExtraInfo): void {
    if (message instanceof InvalidMessageError) return this.reject(message, reply);
    if ("method" in message) {
      if (message.method === "notifications/cancelled") return this.#receiveCancellation(message);
      if (message.method === "logging/setLevel") this.logging = "unknown";
    }
    const request = isRequest(message) ? new PendingRequest(message, reply, extra) : undefined;
    if (request !== undefined) this.pending.add(request);
    if (request?.message.method === "initialize") {
      const problem = findInitializeProblem(request.message.params);
      if (problem !== undefined) return this.#fail(request.id, RPC_CODES.invalidParams, problem);
    }
    const isNext = this.#waiting.length === 0;
    if (isNext && this.#handle(message, request)) return this.#loadWhenIdle();
    this.#waiting.push({ message, request });
    if (isNext) this.#load();
  }

  /** Answers an invalid message, unless it is itself a response, and reports it. */
  reject(error: InvalidMessageError, reply?: Reply): void {
    const { id, code, message } = error;
    this.options.onerror?.(error);
    if (id === undefined) return;
    const response = { jsonrpc: "2.0", id, error: { code, message } } as JSONRPCErrorResponse;
    this.#write(response, reply);
  }

  /** Sends a message of the server's. There is no response to a request that was cancelled. */
  send(message: JSONRPCMessage, options: SendOptions = {}): Promise<void> {
    if ("method" in message) {
      if (options.relatedRequestId === undefined) return this.options.write(message);
      const request = this.pending.get(options.relatedRequestId);
      return request === undefined ? Promise.resolve() : this.#write(message, request.reply, options.responseFollows);
    }
    const request = message.id === undefined ? undefined : this.pending.remove(message.id);
    if (request === undefined) return Promise.resolve();
    if (request.message.method === "initialize" && "result" in message) {
      this.revision = String(message.result.protocolVersion);
    }
    return this.#write(message, request.reply);
  }

  /** Closes the connection, as the SDK's server asks. */
  close(): void {
    this.options.close();
  }

  /** Ends the SDK's server. The connection stays open. */
  async stop(): Promise<void> {
    await this.#server.stop();
  }

  /** Cancels everything: the client is gone. */
  handleClose(): void {
    clearTimeout(this.#idleTimer);
    this.#waiting.length = 0;
    this.#server.handleClose();
    for (const id of this.pending.ids()) this.#cancel(id);
  }

  #receiveBatch(messages: readonly (JSONRPCMessage | InvalidMessageError)[]): void {
    if (!allowsBatches(this.revision)) {
      return this.reject(new InvalidMessageError(NO_BATCHES, null));
    }
    const expected = messages.filter(needsResponse).length;
    const reply = new BatchReply(expected, (message) => void this.options.write(message).catch(() => {}));
    for (const message of messages) this.receive(message, reply);
  }

  /** A request that only the SDK's server knows is cancelled there. `initialize` can't be cancelled. */
  #receiveCancellation(message: JSONRPCNotification | JSONRPCRequest): void {
    const id = message.params?.requestId as RequestId | undefined;
    const request = id === undefined ? undefined : this.pending.get(id);
    if (request?.message.method === "initialize") return;
    if (request !== undefined) this.#cancel(request.id);
    if (this.#server.isReady && request?.isDelivered !== false) this.#server.deliver(message);
  }

  #cancel(id: RequestId): void {
    const request = this.pending.remove(id);
    request?.cancel();
    request?.reply?.drop();
  }

  /** @returns Whether something that is loaded could answer it. */
  #handle(message: JSONRPCMessage, request?: PendingRequest): boolean {
    if (request !== undefined) {
      if (request.isCancelled) return true;
      if (this.#fastPath?.tryHandle(request, this)) return true;
    }
    if (!this.#server.isReady) return this.#handleWithPrepared(message);
    if (request !== undefined) request.isDelivered = true;
    this.#server.deliver(message, request?.extra);
    return true;
  }

  #handleWithPrepared(message: JSONRPCMessage): boolean {
    const response = this.options.prepared?.find(message);
    if (response === undefined) return false;
    if (response.isHandshake) this.#server.recordHandshake(message);
    if (response.result !== undefined && isRequest(message)) {
      this.send({ result: response.result, jsonrpc: "2.0", id: message.id }).catch(() => {}); // reported by the transport
    }
    return true;
  }

  #loadWhenIdle(): void {
    const { idleMs } = this.options;
    if (idleMs === undefined || this.#fastPathLoading !== undefined) return;
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.#load(), idleMs);
  }

  #load(): void {
    clearTimeout(this.#idleTimer);
    const loading = this.#isFastPathLoaded ? this.#loadServer() : this.#fastPathLoading ??= this.#loadFastPath();
    this.loading = loading.catch((error) => this.#failWaiting(error));
  }

  async #loadFastPath(): Promise<void> {
    this.#fastPath = await this.options.loadFastPath();
    this.#isFastPathLoaded = true;
    this.#handleWaiting();
    if (this.#waiting.length > 0) await this.#loadServer();
  }

  async #loadServer(): Promise<void> {
    await this.#server.load();
    this.#handleWaiting();
  }

  #handleWaiting(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (!this.#handle(next.message, next.request)) return;
      this.#waiting.shift();
    }
  }

  #failWaiting(error: Error): void {
    this.options.onerror?.(error);
    for (const { request } of this.#waiting.splice(0)) {
      if (request === undefined) continue;
      this.#fail(request.id, RPC_CODES.internalError, `The server could not be loaded: ${error.message}`);
    }
  }

  #fail(id: RequestId, code: number, message: string): void {
    this.send({ jsonrpc: "2.0", id, error: { code, message } }).catch(() => {}); // the transport reports it
  }

  #write(message: JSONRPCMessage, reply: Reply | undefined, responseFollows?: boolean): Promise<void> {
    if (reply === undefined) return this.options.write(message);
    reply.send(message, responseFollows);
    return Promise.resolve();
  }
}
