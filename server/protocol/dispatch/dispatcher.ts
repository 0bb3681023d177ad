/** Decides who answers the messages of a client: the prepared responses, the fast path or the SDK's server. */

import type {
  Implementation,
  JSONRPCErrorResponse,
  JSONRPCMessage,
  JSONRPCNotification,
  JSONRPCResponse,
  MessageExtraInfo,
  RequestId,
} from "@modelcontextprotocol/server";
import { toShortLine } from "../../../base/text/short_line.ts";
import { supportsApps } from "../../apps/mod.ts";
import type { FastPathClient } from "../fast_path/mod.ts";
import {
  allowsBatches,
  ALREADY_OPEN,
  BatchReply,
  CANCELLED,
  createStrayResponseError,
  explainInitializeError,
  findAcknowledged,
  findCancellationProblem,
  findIgnored,
  findInitializeProblem,
  hasOnlyProgressToken,
  InvalidMessageError,
  InvalidResponseError,
  isRequest,
  type Members,
  NO_BATCHES,
  parsePayload,
  PendingRequest,
  PendingRequests,
  type Reply,
  RPC_CODES,
  type SendOptions,
  toErrorObject,
} from "../messages/mod.ts";
import { ClientWatch } from "./client_watch.ts";
import type { DispatcherOptions } from "./dispatcher_options.ts";
import { type EngineClient, Engines } from "./engines.ts";

/**
 * Every host starts with the same requests and continues with plain reads and calls. The first ones get prepared responses,
 * before anything else is loaded. The fast path answers plain reads and calls, and the SDK's server everything else.
 */
export class Dispatcher implements FastPathClient, EngineClient {
  /** The client's name and version from the handshake. */
  clientInfo: Implementation | undefined;
  hasApps = false;
  /** The revision of the handshake; empty before it. */
  revision = "";
  /** Unknown once the client has chosen its log level: only the SDK's server knows which. */
  logging: "on" | "unknown" = "on";

  readonly #engines: Engines;
  readonly #clientWatch: ClientWatch;
  readonly #pending = new PendingRequests((room) => this.options.onCrowded?.(room));
  /** The `initialize` that opens or has opened the session. */
  #initialize: PendingRequest | undefined;
  #isConfirmed = false;

  constructor(private readonly options: DispatcherOptions) {
    this.#engines = new Engines(this, options);
    this.#clientWatch = new ClientWatch(options.onClient);
  }

  /** Nothing can answer until this settles, if it is set. */
  get loading(): Promise<void> | undefined {
    return this.#engines.loading;
  }

  /** The URIs that the client has subscribed to. */
  get subscriptions(): Iterable<string> {
    return this.#engines.server.subscriptions;
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
    if (!("method" in message)) return this.#receiveResponse(message);
    if (!isRequest(message)) return this.#receiveNotification(message);
    if (this.#clientWatch.isOpen) this.#clientWatch.note(message);
    const request = new PendingRequest(message, reply, extra);
    this.#pending.add(request);
    if (message.method === "logging/setLevel") this.logging = "unknown";
    const refusal = message.method === "initialize" ? this.#startHandshake(request) : undefined;
    if (refusal === undefined) this.#dispatch(message, request);
    else this.#fail(request, refusal);
  }

  /** Reports an invalid message and answers it. An invalid response fails the server's request instead. */
  reject(error: InvalidMessageError, reply?: Reply): void {
    const { id, code, message } = error;
    this.options.onerror?.(error);
    if (error instanceof InvalidResponseError) {
      return this.#engines.server.failRequest(error.requestId, { code, message });
    }
    if (id === undefined) return;
    this.#write({ jsonrpc: "2.0", id, error: { code, message } } as JSONRPCErrorResponse, reply);
  }

  /** Answers a message with the fastest engine that is loaded. A fault of an engine is reported as its response. */
  handle(message: JSONRPCMessage, request: PendingRequest | undefined): boolean {
    try {
      return this.#handle(message, request);
    } catch (error) {
      this.options.onerror?.(error as Error);
      if (request !== undefined) this.#fail(request, toErrorObject(error));
      return true;
    }
  }

  /** Sends a message of the server's. There is no response to a request that was cancelled. */
  send(message: JSONRPCMessage, options: SendOptions = {}): Promise<void> {
    if ("method" in message) {
      const listenId = findAcknowledged(message);
      if (listenId !== undefined) this.#pending.markListening(listenId);
      if (options.relatedRequestId === undefined) return this.options.write(message);
      const request = this.#pending.find(options.relatedRequestId);
      if (request !== undefined) return this.#write(message, request.reply, options.responseFollows);
      // A cancelled request has no use for progress and logs, but the server's own requests for it are cancelled too.
      return message.method === CANCELLED ? this.options.write(message) : Promise.resolve();
    }
    const request = message.id === undefined ? undefined : this.#pending.find(message.id);
    return request === undefined ? Promise.resolve() : this.respond(request, message);
  }

  respond(request: PendingRequest, response: JSONRPCMessage): Promise<void> {
    if (!this.#pending.remove(request)) return Promise.resolve(); // it was cancelled
    if (request.message.method === "initialize" && "result" in response) {
      this.revision = String(response.result.protocolVersion);
      this.clientInfo = request.message.params?.clientInfo as Implementation;
      this.hasApps = supportsApps(request.message.params?.capabilities);
    }
    if (request.message.method !== "initialize" || !("error" in response)) return this.#write(response, request.reply);
    if (request === this.#initialize) this.#initialize = undefined;
    return this.#write(explainInitializeError(response), request.reply);
  }

  isPlainMetadata(meta: Readonly<Members> | undefined): boolean {
    return meta === undefined || hasOnlyProgressToken(meta);
  }

  /** Checks whether a request has no response yet. */
  isPending(id: RequestId): boolean {
    return this.#pending.find(id) !== undefined;
  }

  /** Settles when every request has its response. For `subscriptions/listen`, the acknowledgement is enough. */
  whenIdle(): Promise<void> {
    return this.#pending.whenIdle();
  }

  /** Closes the connection, as the SDK's server asks. */
  close(): void {
    this.options.close();
  }

  /** Ends the SDK's server. The connection stays open. */
  async stop(): Promise<void> {
    await this.#engines.server.stop();
  }

  /** Fails the requests of the server: the client sends nothing more. Its own requests continue. */
  handleInputEnd(): void {
    this.#engines.server.handleInputEnd();
  }

  /** Cancels everything: the client has closed the connection. */
  handleClose(): void {
    this.#engines.handleClose();
    while (this.#pending.latest !== undefined) this.#cancel(this.#pending.latest);
  }

  handleLoadError(error: Error, request: PendingRequest | undefined): void {
    this.options.onerror?.(error);
    if (request === undefined) return;
    const message = `The server could not be loaded: ${error.message}`;
    this.#fail(request, { code: RPC_CODES.internalError, message });
  }

  #handle(message: JSONRPCMessage, request: PendingRequest | undefined): boolean {
    const { fastPath, server } = this.#engines;
    if (request?.isCancelled) return true;
    if (request !== undefined && fastPath?.tryHandle(request, this)) return true;
    if (!server.isReady) return this.#handleWithPrepared(message, request);
    if (request !== undefined) request.isDelivered = true;
    server.deliver(message, request?.extra);
    return true;
  }

  #dispatch(message: JSONRPCMessage, request: PendingRequest | undefined): void {
    const engines = this.#engines;
    if (engines.waiting.length > 0 || !this.handle(message, request)) engines.enqueue(message, request);
    else if (!engines.isComplete) engines.loadWhenIdle();
  }

  #receiveBatch(messages: readonly (JSONRPCMessage | InvalidMessageError)[]): void {
    if (!allowsBatches(this.revision)) return this.reject(new InvalidMessageError(NO_BATCHES, null));
    const reply = new BatchReply(messages, (message) => void this.options.write(message).catch(() => {}));
    for (const message of messages) this.receive(message, reply);
  }

  /** @returns Why the session does not open, or undefined if it may. */
  #startHandshake(request: PendingRequest): JSONRPCErrorResponse["error"] | undefined {
    if (this.#initialize !== undefined) {
      return { code: RPC_CODES.invalidRequest, message: `${ALREADY_OPEN} Continue without it.` };
    }
    const problem = findInitializeProblem(request.message.params);
    if (problem !== undefined) return { code: RPC_CODES.invalidParams, message: problem };
    this.#initialize = request;
    this.#isConfirmed = false;
  }

  #receiveResponse(message: JSONRPCResponse): void {
    if (this.#engines.server.isWaitingFor(message.id)) this.#dispatch(message, undefined);
    else this.options.onerror?.(createStrayResponseError(message.id));
  }

  #receiveNotification(message: JSONRPCNotification): void {
    if (message.method === CANCELLED) return this.#receiveCancellation(message);
    const isConfirmationDue = this.#initialize !== undefined && !this.#isConfirmed;
    const ignored = findIgnored(message, { isConfirmationDue, hasServerRequests: this.#engines.server.isWaiting });
    if (ignored?.isAllowed) return this.options.onIgnored?.(ignored.reason);
    if (ignored !== undefined) return this.options.onerror?.(new Error(ignored.reason));
    if (message.method === "notifications/initialized") this.#isConfirmed = true;
    this.#dispatch(message, undefined);
  }

  /** A client may cancel a request whose response is on the way, but not `initialize` (MCP, basic/utilities/cancellation). */
  #receiveCancellation(message: JSONRPCNotification): void {
    const problem = findCancellationProblem(message);
    if (problem !== undefined) return this.options.onerror?.(new Error(problem));
    const id = message.params!.requestId as RequestId;
    const request = this.#pending.find(id);
    if (request === undefined || request.message.method === "initialize") {
      const reason = request === undefined ? "it is not pending" : "initialize cannot be cancelled";
      return this.options.onIgnored?.(
        `Ignored the cancellation of request ${toShortLine(JSON.stringify(id))}: ${reason}.`,
      );
    }
    this.#cancel(request);
    if (request.isDelivered) this.#engines.server.deliver(message);
  }

  #handleWithPrepared(message: JSONRPCMessage, request: PendingRequest | undefined): boolean {
    const response = this.options.prepared?.find(message);
    if (response === undefined) return false;
    if (response.isHandshake) this.#engines.server.recordHandshake(message);
    if (response.result !== undefined && request !== undefined) {
      this.respond(request, { result: response.result, jsonrpc: "2.0", id: request.id }).catch(() => {}); // see #fail
    }
    return true;
  }

  #fail(request: PendingRequest, error: JSONRPCErrorResponse["error"]): void {
    this.respond(request, { jsonrpc: "2.0", id: request.id, error }).catch(() => {}); // the transport reports it
  }

  #write(message: JSONRPCMessage, reply: Reply | undefined, responseFollows?: boolean): Promise<void> {
    if (reply === undefined) return this.options.write(message);
    try {
      reply.send(message, responseFollows);
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(error);
    }
  }

  #cancel(request: PendingRequest): void {
    if (!this.#pending.remove(request)) return;
    request.cancel();
    request.reply?.drop();
  }
}
