import {
  type CallToolResult,
  Client,
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
import {
  CallTimeouts,
  getCapabilities,
  limitConcurrency,
  PageCompletions,
  PageVisits,
  pauseTimeouts,
  registerHandlers,
  type RequestHandlers,
} from "../handlers/mod.ts";
import { type DiagnosableTransport, toServerError } from "../transports/mod.ts";
import { getNegotiationOptions, type Protocol } from "../options/mod.ts";
import { type LeftOutItem as UnusableTool, RepairingTransport } from "../repair/mod.ts";
import { ServerRequests } from "./server_requests.ts";
import { TolerantValidator } from "./tolerant_validator.ts";

/** The identity of this client, its handlers and its timeouts. */
export interface ConnectionOptions {
  /** The client name that servers see. */
  name: string;
  version: string;
  protocol: Protocol;
  handlers: RequestHandlers;
  /** Time limit for connecting, in milliseconds (default: 30,000). */
  connectTimeout?: number;
  /** Time limit for any other response, in milliseconds (default: 60,000). */
  requestTimeout?: number;
}

const CONNECT_TIMEOUT = 30_000;
const REQUEST_TIMEOUT = 60_000;

export type { UnusableTool };

/** Events of a connection that no request asked for. */
export interface ConnectionListener {
  /** The server's list of tools has changed. */
  toolsChanged(): void;
  /** The connection has ended, on either side. */
  closed(): void;
}

/**
 * A connection to a server, with its own client. Every request throws a {@linkcode ServerError} if the server fails or
 * returns an error.
 */
export class Connection {
  /** Receives the events of this connection. */
  listener: ConnectionListener | undefined;
  readonly #client: Client;
  readonly #transport: DiagnosableTransport;
  readonly #requests: ServerRequests;
  #unusableTools: UnusableTool[] = [];

  private constructor(readonly server: string, received: DiagnosableTransport, options: ConnectionOptions) {
    const transport = new RepairingTransport(received, (method, items) => {
      if (method === "tools/list") this.#unusableTools.push(...items);
    });
    this.#transport = transport;
    this.#client = new Client({ name: options.name, version: options.version }, {
      capabilities: getCapabilities(options.handlers),
      enforceStrictCapabilities: true, // else the SDK prints a warning and returns empty lists
      listChanged: { tools: { autoRefresh: false, onChanged: () => this.listener?.toolsChanged() } },
      jsonSchemaValidator: new TolerantValidator(),
      ...getNegotiationOptions(options.protocol),
    });
    this.#client.onclose = () => this.listener?.closed();
    const timeouts = new CallTimeouts();
    const [handlers, completions] = [pauseTimeouts(options.handlers, timeouts), new PageCompletions()];
    registerHandlers(limitConcurrency(handlers), this.#client);
    completions.listenTo(this.#client);
    const pages = new PageVisits(server, handlers, completions);
    const timeout = options.requestTimeout ?? REQUEST_TIMEOUT;
    this.#requests = new ServerRequests(server, { client: this.#client, transport, timeouts, pages, timeout });
  }

  /**
   * Connects to a server.
   *
   * @param server The server's display name.
   * @param openTransport Opens a transport. Called again if `auto` negotiation finds a server that exits when asked for
   * its revisions, as some older servers do.
   * @throws {ServerError} If the server cannot be reached, exits, or does not respond properly in time.
   */
  static async open(
    server: string,
    openTransport: () => DiagnosableTransport,
    options: ConnectionOptions,
  ): Promise<Connection> {
    const connection = new Connection(server, openTransport(), options);
    try {
      await connection.#connect(options.connectTimeout ?? CONNECT_TIMEOUT);
      return connection;
    } catch (error) {
      const failure = await toServerError(server, "connecting", error, connection.#transport);
      await connection.#transport.close();
      if (options.protocol !== "auto" || !isNegotiationError(error)) throw failure;
      return Connection.open(server, openTransport, { ...options, protocol: "handshake" });
    }
  }

  /** True while requests can be sent. */
  get isOpen(): boolean {
    return this.#client.transport !== undefined && !this.#transport.isDisconnected;
  }

  /** The server's instructions for models (MCP, basic/lifecycle, "instructions"). */
  get instructions(): string | undefined {
    return this.#client.getInstructions();
  }

  offers(what: keyof ServerCapabilities): boolean {
    return this.#client.getServerCapabilities()?.[what] !== undefined;
  }

  /** The tools that the last {@linkcode tools} left out, because their definitions are invalid. */
  get unusableTools(): readonly UnusableTool[] {
    return this.#unusableTools;
  }

  async tools(): Promise<Tool[]> {
    this.#unusableTools = [];
    return (await this.#requests.send("listing its tools", (client, options) => client.listTools({}, options))).tools;
  }

  async resources(): Promise<Resource[]> {
    return (await this.#requests.send("listing its resources", (client, options) => client.listResources({}, options)))
      .resources;
  }

  async resourceTemplates(): Promise<ResourceTemplateType[]> {
    const action = "listing its resource templates";
    return (await this.#requests.send(action, (client, options) => client.listResourceTemplates({}, options)))
      .resourceTemplates;
  }

  async prompts(): Promise<Prompt[]> {
    return (await this.#requests.send("listing its prompts", (client, options) => client.listPrompts({}, options)))
      .prompts;
  }

  async read(uri: string): Promise<ReadResourceResult["contents"]> {
    return (await this.#requests.sendLongRunning(
      `reading ${uri}`,
      (client, options) => client.readResource({ uri }, options),
    ))
      .contents;
  }

  async prompt(name: string, args: Record<string, string>): Promise<PromptMessage[]> {
    const params = { name, arguments: args };
    return (await this.#requests.sendLongRunning(
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
    return this.#requests.sendLongRunning(
      `running the tool ${name}`,
      (client, options) => client.callTool(params, options),
      signal,
    );
  }

  async #connect(timeout: number): Promise<void> {
    await this.#client.connect(this.#transport, { timeout });
  }

  /** Closes the connection, and stops the server if it was started for it. Never rejects. Idempotent. */
  async close(): Promise<void> {
    await this.#transport.close();
    await this.#client.close();
  }
}

function isNegotiationError(error: unknown): boolean {
  return error instanceof SdkError && error.code === SdkErrorCode.EraNegotiationFailed;
}
