/** One client of a handshake revision, over many requests (MCP 2025-11-25, basic/transports, "Session Management"). */

import type { AuthInfo } from "@modelcontextprotocol/server";
import { createFastPathConnection } from "../../../protocol/fast_path/fast_path_connection.ts";
import { createServer, type ServerOptions } from "../../../protocol/sdk/create_server.ts";
import { Subscriptions } from "../../../protocol/sdk/subscriptions.ts";
import type { Scope } from "../auth/authenticator.ts";
import type { Deadlines } from "../deadlines.ts";
import { createTimeoutError, withDeadline } from "../with_deadline.ts";
import type { PostedBody } from "../wire/posted_body.ts";
import type { OpenStreams } from "../wire/open_streams.ts";
import type { HttpError } from "../http_error.ts";
import { checkBatch } from "./check_revision.ts";
import { getRequestIds, SessionTransport } from "./session_transport.ts";

export interface SessionOptions {
  server: ServerOptions;
  /** The identity of whoever opened it; it answers to nobody else. */
  owner: string | null;
  /** What its server was made for. */
  scope: Scope;
  /** Until when the answer to a request has to begin. */
  deadlines: Deadlines;
  streams: OpenStreams;
  /** Is called once it is closed, by whomever. */
  onClosed: () => void;
}

/** An SDK server and its transport. */
export class Session {
  readonly id = crypto.randomUUID();
  readonly owner: string | null;
  readonly scope: Scope;
  readonly #transport: SessionTransport;
  #underWay = 0;
  #lastUsed = performance.now();

  readonly #answered = (response: Response): Response => {
    this.#leave();
    return response;
  };

  readonly #refused = (error: unknown): never => {
    this.#leave();
    throw error;
  };

  constructor(private readonly options: SessionOptions) {
    this.owner = options.owner;
    this.scope = options.scope;
    this.#transport = new SessionTransport(this.id, (kind) => {
      const ends = [this.#occupy(), options.streams.open(kind)];
      return () => ends.forEach((end) => end());
    });
  }

  /** Begins to wait for its client's `initialize`. */
  async connect(): Promise<void> {
    const { server, onClosed: closed } = this.options;
    const mcp = createServer(server);
    if (server.onerror) mcp.server.onerror = server.onerror;
    const subscriptions = new Subscriptions(mcp, server.desk, server.definition);
    subscriptions.registerHandlers();
    const direct = createFastPathConnection(
      server,
      () => mcp.server.getClientVersion(),
      (message, options) => this.#transport.send(message, options),
    );
    if (direct) this.#transport.intercept = (message, extra, request) => direct.tryHandle(message, extra, request);
    mcp.server.onclose = () => {
      direct?.close();
      subscriptions.stop();
      closed();
    };
    await mcp.connect(this.#transport);
  }

  /** Whether client and server have agreed on a revision. */
  get initialized(): boolean {
    return this.#transport.revision !== "";
  }

  /** How long nothing has happened in it, in milliseconds. */
  get idleMs(): number {
    return this.#underWay > 0 ? 0 : performance.now() - this.#lastUsed;
  }

  /**
   * Serves messages that were posted.
   *
   * @throws {HttpError} 400, or 503 when it takes too long.
   */
  post(request: Request, posted: PostedBody, authInfo: AuthInfo | undefined): Promise<Response> {
    checkBatch(posted.body, this.#transport.revision);
    const answer = this.#transport.post(request, posted, authInfo);
    this.#underWay++;
    return withDeadline(answer, this.options.deadlines, () => this.#giveUp(posted)).then(this.#answered, this.#refused);
  }

  /**
   * A stream for what belongs to no request, or the rest of one that broke off.
   *
   * @throws {HttpError} 400, or 409.
   */
  stream({ headers }: Request): Response {
    return this.#transport.stream(headers.get("last-event-id"));
  }

  async close(): Promise<void> {
    await this.#transport.close();
  }

  /** Until the function that it gives is called, the session isn't idle: something goes on in it. */
  #occupy(): () => void {
    this.#underWay++;
    return () => this.#leave();
  }

  #leave(): void {
    this.#underWay--;
    this.#lastUsed = performance.now();
  }

  #giveUp({ messages }: PostedBody): HttpError {
    this.#transport.cancelRequests(messages.flatMap(getRequestIds));
    return createTimeoutError(this.options.deadlines);
  }
}
