/** The SDK's server, brought into a conversation that has begun without it. */

import type { Implementation, JSONRPCMessage, RequestId, Transport } from "@modelcontextprotocol/server";
import type { StdioTransport } from "../../transports/stdio/stdio_transport.ts";

/** The SDK's server, connected to a transport. */
export interface ConnectedServer {
  /** Reads what came as a message, and throws where it is none. */
  parseMessage(message: unknown): JSONRPCMessage;
  /** What the host said of itself in the handshake, once the server has had that. */
  getClientInfo(): Implementation | undefined;
  close(): Promise<void>;
}

/** Loads the SDK's server and connects it to a transport. */
export type ConnectServer = (transport: Transport) => Promise<ConnectedServer>;

/**
 * The server's transport. It is given the handshake as the host sent it, and its answers to that are kept back, since the
 * host has had them; from there on everything goes both ways.
 */
export class LazyServer implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;

  readonly #handshake: unknown[] = [];
  #server: ConnectedServer | undefined;
  #bringing: Promise<void> | undefined;
  #isHere = false;
  #repeated: { id: RequestId; answered: () => void } | undefined;
  #isClosed = false;

  constructor(private readonly host: StdioTransport, private readonly connect: ConnectServer) {
    host.onerror = (error) => this.onerror?.(error);
  }

  /** It is loaded, and has had the handshake. */
  get isReady(): boolean {
    return this.#isHere;
  }

  /** What the host said of itself in the handshake, once the server has had that. */
  getClientInfo(): Implementation | undefined {
    return this.#server?.getClientInfo();
  }

  /** Keeps a part of the handshake that was answered without it. */
  recordHandshake(message: unknown): void {
    this.#handshake.push(message);
  }

  /** Loads it, once; settles when it is here. */
  load(): Promise<void> {
    return this.#bringing ??= this.#bring();
  }

  /** Hands it a message from the host. */
  deliver(message: unknown): void {
    try {
      this.onmessage?.(this.#server!.parseMessage(message));
    } catch (error) {
      this.host.dismiss(message);
      this.onerror?.(error as Error);
    }
  }

  /** The host is being listened to already. */
  start(): Promise<void> {
    return Promise.resolve();
  }

  send(message: JSONRPCMessage): Promise<void> {
    if (this.#repeated === undefined || !isResponseTo(this.#repeated.id, message)) return this.host.send(message);
    this.#repeated.answered();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.host.close();
    return Promise.resolve();
  }

  /** Ends the server's work; the host's end of the conversation stays open. */
  async stop(): Promise<void> {
    await this.#server?.close();
  }

  /** The host is gone. */
  handleClose(): void {
    this.#isClosed = true;
    this.onclose?.();
  }

  async #bring(): Promise<void> {
    this.#server = await this.connect(this);
    if (this.#isClosed) return;
    for (const message of this.#handshake.splice(0)) await this.#repeat(this.#server.parseMessage(message));
    this.#isHere = true;
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
}

function isResponseTo(id: RequestId, message: JSONRPCMessage): boolean {
  return "id" in message && message.id === id && !("method" in message);
}
