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
import { ServerRequests } from "./server_requests.ts";

/** Who connects, and how. */
export interface ConnectionOptions {
  /** How this program names itself to servers. */
  name: string;
  version: string;
  protocol: Protocol;
  handlers: RequestHandlers;
  /** How long a server may take to get ready, in milliseconds; half a minute when left out. */
  connectTimeout?: number;
  /** How long it may take for any other answer, in milliseconds; a minute when left out. */
  requestTimeout?: number;
}

const CONNECT_TIMEOUT = 30_000;
const REQUEST_TIMEOUT = 60_000;

/** What is told of a connection while nobody asks. */
export interface ConnectionListener {
  /** The server offers other tools than before. */
  toolsChanged(): void;
  /** The connection is gone, whoever ended it. */
  closed(): void;
}

/**
 * A server that this program is connected to, with a client of its own. Every request throws a `ServerFailure` when the
 * server can't be used any longer, or answers with an error.
 */
export class Connection {
  /** Told of what nobody asked for. */
  listener: ConnectionListener | undefined;
  readonly #client: Client;
  readonly #transport: DiagnosableTransport;
  readonly #requests: ServerRequests;

  private constructor(readonly server: string, transport: DiagnosableTransport, host: ConnectionOptions) {
    this.#transport = transport;
    this.#client = new Client({ name: host.name, version: host.version }, {
      capabilities: getCapabilities(host.handlers),
      enforceStrictCapabilities: true, // else the SDK gives empty lists for what a server doesn't offer, and prints so
      listChanged: { tools: { autoRefresh: false, onChanged: () => this.listener?.toolsChanged() } },
      ...getNegotiationOptions(host.protocol),
    });
    this.#client.onclose = () => this.listener?.closed();
    const clocks = new CallTimeouts();
    const [answers, completions] = [pauseTimeouts(host.handlers, clocks), new PageCompletions()];
    registerHandlers(limitConcurrency(answers), this.#client);
    completions.listenTo(this.#client);
    const pages = new PageVisits(server, answers, completions);
    const timeout = host.requestTimeout ?? REQUEST_TIMEOUT;
    this.#requests = new ServerRequests(server, { client: this.#client, transport, clocks, pages, timeout });
  }

  /**
   * Connects to a server.
   *
   * @param server Its name, as people know it.
   * @param reach Opens a way to it. Called once more where `auto` finds a server that ends when asked for its revisions,
   * as some of those that know the handshake alone do.
   * @throws {ServerFailure} When it can't be reached, ends, or gives no sensible answer in time.
   */
  static async open(server: string, reach: () => DiagnosableTransport, host: ConnectionOptions): Promise<Connection> {
    const transport = reach();
    const connection = new Connection(server, transport, host);
    try {
      await connection.#client.connect(transport, { timeout: host.connectTimeout ?? CONNECT_TIMEOUT });
      return connection;
    } catch (error) {
      const failure = await toServerError(server, "a connection", error, transport);
      await transport.close();
      if (host.protocol !== "auto" || !isNegotiationError(error)) throw failure;
      return Connection.open(server, reach, { ...host, protocol: "handshake" });
    }
  }

  /** Whether the server can still be asked. */
  get isOpen(): boolean {
    return this.#client.transport !== undefined && !this.#transport.isDisconnected;
  }

  /** What the server tells models about itself (MCP, basic/lifecycle, "instructions"). */
  get instructions(): string | undefined {
    return this.#client.getInstructions();
  }

  offers(what: keyof ServerCapabilities): boolean {
    return this.#client.getServerCapabilities()?.[what] !== undefined;
  }

  async tools(): Promise<Tool[]> {
    return (await this.#requests.send("its tools", (client, options) => client.listTools({}, options))).tools;
  }

  async resources(): Promise<Resource[]> {
    return (await this.#requests.send("its resources", (client, options) => client.listResources({}, options)))
      .resources;
  }

  async resourceTemplates(): Promise<ResourceTemplateType[]> {
    const wanted = "its resource templates";
    return (await this.#requests.send(wanted, (client, options) => client.listResourceTemplates({}, options)))
      .resourceTemplates;
  }

  async prompts(): Promise<Prompt[]> {
    return (await this.#requests.send("its prompts", (client, options) => client.listPrompts({}, options))).prompts;
  }

  async read(uri: string): Promise<ReadResourceResult["contents"]> {
    return (await this.#requests.sendLongRunning(uri, (client, options) => client.readResource({ uri }, options)))
      .contents;
  }

  async prompt(name: string, args: Record<string, string>): Promise<PromptMessage[]> {
    const params = { name, arguments: args };
    return (await this.#requests.sendLongRunning(
      `the prompt ${name}`,
      (client, options) => client.getPrompt(params, options),
    ))
      .messages;
  }

  /**
   * Uses a tool.
   *
   * @param signal Takes the call back when aborted; rejects then with the signal's reason.
   */
  call(name: string, args: Record<string, unknown>, signal?: AbortSignal): Promise<CallToolResult> {
    const params = { name, arguments: args };
    return this.#requests.sendLongRunning(
      `the tool ${name}`,
      (client, options) => client.callTool(params, options),
      signal,
    );
  }

  /** Ends the connection, and the server where it was started for it. Never rejects; calling it twice is harmless. */
  async close(): Promise<void> {
    await this.#transport.close();
    await this.#client.close();
  }
}

function isNegotiationError(error: unknown): boolean {
  return error instanceof SdkError && error.code === SdkErrorCode.EraNegotiationFailed;
}
