/** A client of a handshake revision, over many requests (MCP 2025-11-25, basic/transports, "Session Management"). */

import type { AuthInfo, JSONRPCMessage } from "@modelcontextprotocol/server";
import type { FastPath } from "../../../protocol/fast_path/mod.ts";
import {
  acceptsPrimingEvent,
  allowsBatches,
  CANCELLED,
  Dispatcher,
  InvalidMessageError,
  type InvalidResponseError,
  isRequest,
  NO_BATCHES,
  type Payload,
  type ServerOptions,
  type SubscriptionLimit,
} from "../../../protocol/mod.ts";
import { connectHandshakeServer } from "../../../protocol/sdk/mod.ts";
import type { Scope } from "../auth/mod.ts";
import type { Call } from "../shares/mod.ts";
import {
  accepts,
  createTimeoutError,
  type Deadlines,
  HttpError,
  type OpenStream,
  type OpenStreams,
  PostResponse,
  RPC_CODES,
  withDeadline,
} from "../wire/mod.ts";
import { SessionStreams } from "./session_streams.ts";

export interface SessionOptions {
  server: ServerOptions;
  /** The fast path of that server. */
  fastPath: FastPath | undefined;
  /** The identity of the principal that opened it, who alone may use it. */
  owner: string | null;
  /** The scope that its server was made for. */
  scope: Scope;
  /** Identifies who is charged for it: the principal, or the address that it was opened from. */
  client: string;
  subscriptions: SubscriptionLimit;
  deadlines: Deadlines;
  streams: OpenStreams;
  /** Called once when it is closed. */
  onClosed: () => void;
}

/** A connection that stays open between requests. */
export class Session {
  readonly id = crypto.randomUUID();
  readonly owner: string | null;
  readonly scope: Scope;
  readonly client: string;
  readonly #headers = { "mcp-session-id": this.id };
  readonly #dispatcher: Dispatcher;
  readonly #streams: SessionStreams;
  #activities = 0;
  /** Those activities that are connections to its standing stream. */
  #listeners = 0;
  #lastUsed = performance.now();
  #isClosed = false;

  readonly #handleResponse = (response: Response): Response => {
    this.#leave();
    return response;
  };

  readonly #handleError = (error: unknown): never => {
    this.#leave();
    throw error;
  };

  constructor(private readonly options: SessionOptions) {
    const { server, fastPath, owner, scope, client, subscriptions } = options;
    this.owner = owner;
    this.scope = scope;
    this.client = client;
    this.#streams = new SessionStreams(
      this.#headers,
      (kind, disconnect) => this.#openStream({ kind, client, disconnect }),
      () => this.#dispatcher.subscriptions,
    );
    this.#dispatcher = new Dispatcher({
      sessionId: this.id,
      loadFastPath: () => Promise.resolve(fastPath),
      connectServer: (transport) => connectHandshakeServer(server, transport, subscriptions),
      write: (message) => this.#write(message),
      close: () => this.close(),
      onerror: server.onerror,
    });
  }

  /** Client and server have agreed on a revision. */
  get isInitialized(): boolean {
    return this.#dispatcher.revision !== "";
  }

  /** The time since anything happened in it, in milliseconds. */
  get idleMs(): number {
    return this.#activities > 0 ? 0 : performance.now() - this.#lastUsed;
  }

  /** The same, but an open standing stream does not count. */
  get quietMs(): number {
    return this.#activities > this.#listeners ? 0 : performance.now() - this.#lastUsed;
  }

  /**
   * Answers the messages of a request.
   *
   * @throws {HttpError} 400, or 503 if it takes too long.
   */
  post(
    request: Request,
    { isBatch, messages }: Payload,
    authInfo: AuthInfo | undefined,
    call: Call,
  ): Promise<Response> {
    if (isBatch && !allowsBatches(this.#dispatcher.revision)) {
      throw new HttpError(400, NO_BATCHES, { code: RPC_CODES.invalidRequest });
    }
    const reply = new PostResponse({
      expected: this.#countResponses(messages),
      isBatch,
      sendsPrimingEvent: acceptsPrimingEvent(this.#dispatcher.revision),
      acceptsStream: () => accepts(request, "text/event-stream"),
      sendElsewhere: (message) => this.#streams.send(message),
      headers: this.#headers,
      onRequest: () => call.wait(),
      onFinish: () => call.end(),
      onStream: (stream) => {
        call.continueInStream();
        return this.#streams.keep(stream);
      },
    });
    const extra = authInfo === undefined ? { request } : { request, authInfo };
    this.#activities++;
    for (const message of messages) this.#dispatcher.receive(message, reply, extra);
    return withDeadline(reply.response, this.options.deadlines, () => this.#cancel(messages))
      .then(this.#handleResponse, this.#handleError);
  }

  /** Fails the request of the server that an invalid response is for. */
  rejectResponse(error: InvalidResponseError): void {
    this.#dispatcher.reject(error);
  }

  /**
   * Opens the stream for messages that belong to no request, or resumes one.
   *
   * @throws {HttpError} 400
   */
  openStream({ headers }: Request): Response {
    return this.#streams.read(headers.get("last-event-id"), this.#dispatcher.revision);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#dispatcher.handleClose();
    this.#streams.close();
    this.options.onClosed();
  }

  #openStream(stream: OpenStream): () => void {
    const isStanding = stream.kind === "standing";
    this.#activities++;
    if (isStanding) this.#listeners++;
    const close = this.options.streams.open(stream);
    return () => {
      close();
      if (isStanding) this.#listeners--;
      this.#leave();
    };
  }

  #leave(): void {
    this.#activities--;
    this.#lastUsed = performance.now();
  }

  /** @throws {HttpError} 400 if a request has the id of a pending one. */
  #countResponses(messages: Payload["messages"]): number {
    let count = 0;
    for (const message of messages) {
      if (message instanceof InvalidMessageError) count += message.id === undefined ? 0 : 1;
      else if (isRequest(message)) {
        if (this.#dispatcher.isPending(message.id)) throw createDuplicateIdError();
        count++;
      }
    }
    return count;
  }

  #write(message: JSONRPCMessage | readonly JSONRPCMessage[]): Promise<void> {
    this.#streams.send(message as JSONRPCMessage); // batches get a separate reply
    return Promise.resolve();
  }

  /** Cancels requests as their client would. */
  #cancel(messages: Payload["messages"]): HttpError {
    for (const message of messages) {
      if (message instanceof InvalidMessageError || !isRequest(message)) continue;
      const params = { requestId: message.id, reason: "timed out" };
      this.#dispatcher.receive({ jsonrpc: "2.0", method: CANCELLED, params });
    }
    return createTimeoutError(this.options.deadlines);
  }
}

function createDuplicateIdError(): HttpError {
  return new HttpError(400, "A request with this id is still pending. Give each request its own id.", {
    code: RPC_CODES.invalidRequest,
  });
}
