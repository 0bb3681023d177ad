import {
  type CallToolResult,
  type Prompt,
  type PromptMessage,
  type ReadResourceResult,
  type Resource,
  type ResourceTemplateType,
  SdkError,
  SdkErrorCode,
  type ServerCapabilities,
  type Tool,
} from "@modelcontextprotocol/client";
import type { LeftOutItem as UnusableTool } from "../repair/mod.ts";
import type { DiagnosableTransport } from "../transports/mod.ts";
import type { ConnectionOptions } from "./connection_options.ts";
import { ClientSession } from "./client_session.ts";
import { isSessionExpired } from "./disconnect.ts";
import type { ServerRequests } from "./server_requests.ts";

export type { ConnectionOptions, UnusableTool };

/** Events of a connection that no request asked for. */
export interface ConnectionListener {
  /** The server's list of tools has changed. */
  toolsChanged(): void;
  /** A resource that {@linkcode Connection.subscribe} follows has changed, or its changes may have been missed. */
  resourceChanged?(uri: string): void;
  /** The connection has ended, on either side. */
  closed(): void;
}

/**
 * A connection to a server, with its own client. Every request throws a {@linkcode ServerError} if the server fails or
 * returns an error. If the server has forgotten the session, a new one is started, and the request is sent again at once
 * (MCP, basic/transports, "Session Management").
 */
export class Connection {
  /** Receives the events of this connection. */
  listener: ConnectionListener | undefined;
  readonly #openTransport: () => DiagnosableTransport;
  readonly #options: ConnectionOptions;
  #session: ClientSession;
  /** Settles when a new session is open, or cannot be opened. */
  #renewal: Promise<void> | undefined;
  readonly #expired: ClientSession[] = [];
  #unusableTools: UnusableTool[] = [];

  private constructor(
    readonly server: string,
    openTransport: () => DiagnosableTransport,
    options: ConnectionOptions,
  ) {
    this.#openTransport = openTransport;
    this.#options = options;
    this.#session = this.#createSession();
  }

  /**
   * Connects to a server.
   *
   * @param server The server's display name.
   * @param openTransport Opens a transport. Called again if `auto` negotiation finds a server that exits when asked for
   * its revisions, as some older servers do, and for each new session.
   * @throws {ServerError} If the server cannot be reached, exits, or does not respond properly in time.
   */
  static async open(
    server: string,
    openTransport: () => DiagnosableTransport,
    options: ConnectionOptions,
  ): Promise<Connection> {
    const connection = new Connection(server, openTransport, options);
    try {
      await connection.#session.connect();
      return connection;
    } catch (error) {
      if (options.protocol !== "auto" || !isNegotiationError(error)) throw error;
      return Connection.open(server, openTransport, { ...options, protocol: "handshake" });
    }
  }

  /** True while requests can be sent. */
  get isOpen(): boolean {
    return this.#session.isOpen;
  }

  /** The server's instructions for models (MCP, basic/lifecycle, "instructions"). */
  get instructions(): string | undefined {
    return this.#session.client.getInstructions();
  }

  offers(what: keyof ServerCapabilities): boolean {
    return this.#session.client.getServerCapabilities()?.[what] !== undefined;
  }

  /** The tools that the last {@linkcode tools} left out, because their definitions are invalid. */
  get unusableTools(): readonly UnusableTool[] {
    return this.#unusableTools;
  }

  async tools(): Promise<Tool[]> {
    this.#unusableTools = [];
    return (await this.#send("listing its tools", (client, options) => client.listTools({}, options))).tools;
  }

  async resources(): Promise<Resource[]> {
    return (await this.#send("listing its resources", (client, options) => client.listResources({}, options)))
      .resources;
  }

  async resourceTemplates(): Promise<ResourceTemplateType[]> {
    const action = "listing its resource templates";
    return (await this.#send(action, (client, options) => client.listResourceTemplates({}, options)))
      .resourceTemplates;
  }

  async prompts(): Promise<Prompt[]> {
    return (await this.#send("listing its prompts", (client, options) => client.listPrompts({}, options)))
      .prompts;
  }

  /** @param cacheMode `refresh` asks the server even if it has allowed to cache the last result. */
  async read(uri: string, cacheMode: "use" | "refresh" = "use"): Promise<ReadResourceResult["contents"]> {
    return (await this.#sendLongRunning(
      `reading ${uri}`,
      (client, options) => client.readResource({ uri }, { ...options, cacheMode }),
    ))
      .contents;
  }

  /**
   * Follows the changes of a resource, which the listener gets. Idempotent. A new session follows nothing: subscribe again
   * after `toolsChanged` and `resourceChanged`.
   *
   * @returns False if the server offers no subscriptions.
   */
  subscribe(uri: string): Promise<boolean> {
    return this.#attempt(() => this.#session.subscriptions.subscribe(uri));
  }

  async prompt(name: string, args: Record<string, string>): Promise<PromptMessage[]> {
    const params = { name, arguments: args };
    return (await this.#sendLongRunning(
      `rendering the prompt ${name}`,
      (client, options) => client.getPrompt(params, options),
    ))
      .messages;
  }

  /**
   * Calls a tool.
   *
   * @param signal Cancels the call when aborted; the promise then rejects with the signal's reason.
   */
  call(name: string, args: Record<string, unknown>, signal?: AbortSignal): Promise<CallToolResult> {
    const params = { name, arguments: args };
    return this.#sendLongRunning(
      `running the tool ${name}`,
      (client, options) => client.callTool(params, options),
      signal,
    );
  }

  /** Closes the connection, and stops the server if it was started for it. Never rejects. Idempotent. */
  async close(): Promise<void> {
    await Promise.all([...this.#expired, this.#session].map((session) => session.close()));
  }

  #send: ServerRequests["send"] = (...request) => this.#attempt((requests) => requests.send(...request));

  #sendLongRunning: ServerRequests["sendLongRunning"] = (...request) =>
    this.#attempt((requests) => requests.sendLongRunning(...request));

  /** Sends a request, and sends it once more in a new session if the server has forgotten this one. */
  async #attempt<Result>(send: (requests: ServerRequests) => Promise<Result>): Promise<Result> {
    await this.#renewal?.catch(() => {});
    const session = this.#session;
    try {
      return await send(session.requests);
    } catch (error) {
      if (!isSessionExpired(error)) throw error;
      await this.#renew(session).catch(() => {
        throw error; // it says that the request was not processed, and that another attempt may succeed
      });
      return await send(this.#session.requests);
    }
  }

  /** Starts a new session, unless another request has already done so. */
  async #renew(expired: ClientSession): Promise<void> {
    if (expired !== this.#session) return;
    this.#renewal ??= this.#openSession().finally(() => this.#renewal = undefined);
    await this.#renewal;
  }

  /** The expired session closes later: other requests still receive their errors on it. */
  async #openSession(): Promise<void> {
    const session = this.#createSession();
    await session.connect();
    this.#expired.push(this.#session);
    this.#session = session;
    this.listener?.toolsChanged(); // the server may be another one than before
  }

  #createSession(): ClientSession {
    const session: ClientSession = new ClientSession(this.server, this.#openTransport(), this.#options, {
      toolsChanged: () => this.listener?.toolsChanged(),
      resourceChanged: (uri) => this.listener?.resourceChanged?.(uri),
      closed: () => {
        if (session === this.#session) this.listener?.closed();
      },
      leftOut: (tools) => this.#unusableTools.push(...tools),
    });
    return session;
  }
}

function isNegotiationError(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof SdkError && cause.code === SdkErrorCode.EraNegotiationFailed;
}
