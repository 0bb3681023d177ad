/** The SDK's server, which joins a connection after its start. */

import type {
  JSONRPCErrorResponse,
  JSONRPCMessage,
  MessageExtraInfo,
  RequestId,
  Transport,
  TransportSendOptions,
} from "@modelcontextprotocol/server";
import { CANCELLED, isRequest } from "../messages/mod.ts";

/** -32000 is the SDK's code for a closed connection. */
const INPUT_ENDED = { code: -32000, message: "The host closed its output, so it cannot answer." };

/** The SDK's server, connected to a transport. */
export interface ConnectedServer {
  close(): Promise<void>;
  /** The URIs that a client of the handshake revisions has subscribed to, where a transport needs to know. */
  subscriptions?(): Iterable<string>;
}

/** Loads the SDK's server and connects it to a transport. */
export type ConnectServer = (transport: Transport) => Promise<ConnectedServer>;

/** The connection that the server joins. */
export interface Client {
  send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void>;
  close(): void;
}

/**
 * The server's transport. It repeats the handshake for the server exactly as the client sent it and discards the server's
 * responses to it, because the client already has them. From then on, messages pass in both directions.
 */
export class LazyServer implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage, extra?: MessageExtraInfo) => void;

  readonly #handshake: JSONRPCMessage[] = [];
  #server: ConnectedServer | undefined;
  #loading: Promise<void> | undefined;
  #isReady = false;
  #repeated: { id: RequestId; settle: () => void } | undefined;
  /** The server's own requests that the client has not answered. */
  readonly #requests = new Set<RequestId>();
  #isInputEnded = false;
  #isClosed = false;

  /** @param sessionId The SDK keeps log levels by it. */
  constructor(
    private readonly client: Client,
    private readonly connect: ConnectServer,
    readonly sessionId: string | undefined,
  ) {}

  /** It is loaded and has received the handshake. */
  get isReady(): boolean {
    return this.#isReady;
  }

  /** The URIs that the client has subscribed to. */
  get subscriptions(): Iterable<string> {
    return this.#server?.subscriptions?.() ?? [];
  }

  /** The client owes the server a response. */
  get isWaiting(): boolean {
    return this.#requests.size > 0;
  }

  /** Checks that a response with this id answers a request of the server's. */
  isWaitingFor(id: RequestId | undefined): boolean {
    return id !== undefined && this.#requests.has(id);
  }

  /** Records a part of the handshake that was answered without the server. */
  recordHandshake(message: JSONRPCMessage): void {
    this.#handshake.push(message);
  }

  /** Loads the server, unless it is loaded already. */
  load(): Promise<void> {
    return this.#loading ??= this.#load();
  }

  /** Passes a message of the client to the server. */
  deliver(message: JSONRPCMessage, extra?: MessageExtraInfo): void {
    if (!("method" in message) && message.id !== undefined) this.#requests.delete(message.id);
    this.onmessage?.(message, extra);
  }

  /** Fails the server's own requests, now and later: the client sends nothing more. */
  handleInputEnd(): void {
    this.#isInputEnded = true;
    for (const id of this.#requests) this.failRequest(id, INPUT_ENDED);
  }

  /** Fails one of the server's own requests, whose response cannot be used. */
  failRequest(id: RequestId | undefined, error: JSONRPCErrorResponse["error"]): void {
    if (id !== undefined && this.#requests.has(id)) this.deliver({ jsonrpc: "2.0", id, error });
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    if (this.#repeated === undefined || !isResponseTo(this.#repeated.id, message)) return this.#send(message, options);
    this.#repeated.settle();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.client.close();
    return Promise.resolve();
  }

  /** Ends the server. The client's connection stays open. */
  async stop(): Promise<void> {
    await this.#server?.close();
  }

  /** Informs the server that the client has closed the connection. */
  handleClose(): void {
    this.#isClosed = true;
    this.onclose?.();
  }

  #send(message: JSONRPCMessage, options: TransportSendOptions | undefined): Promise<void> {
    if (!isRequest(message)) {
      if ("method" in message && message.method === CANCELLED) {
        this.#requests.delete(message.params?.requestId as RequestId);
      }
      return this.client.send(message, options);
    }
    this.#requests.add(message.id);
    if (!this.#isInputEnded) return this.client.send(message, options);
    queueMicrotask(() => this.failRequest(message.id, INPUT_ENDED));
    return Promise.resolve();
  }

  async #load(): Promise<void> {
    this.#server = await this.connect(this);
    if (this.#isClosed) return;
    for (const message of this.#handshake.splice(0)) await this.#repeat(message);
    this.#isReady = true;
  }

  /** Repeats a part of the handshake and waits for the response, if it has one. */
  async #repeat(message: JSONRPCMessage): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if ("id" in message) this.#repeated = { id: message.id!, settle: resolve };
    else resolve();
    this.onmessage?.(message);
    await promise;
    this.#repeated = undefined;
  }
}

function isResponseTo(id: RequestId, message: JSONRPCMessage): boolean {
  return "id" in message && message.id === id && !("method" in message);
}
