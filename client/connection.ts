import {
  type CallToolResult,
  Client,
  type Prompt,
  type PromptMessage,
  type ReadResourceResult,
  type RequestOptions,
  type Resource,
  type ResourceTemplateType,
  SdkError,
  SdkErrorCode,
  type ServerCapabilities,
  type Tool,
} from "@modelcontextprotocol/client";
import { type Answers, answerWith, capabilitiesOf } from "./answers.ts";
import { bounded } from "./bounded_answers.ts";
import { CallClocks } from "./call_clocks.ts";
import { type DiagnosableTransport, failureOf } from "./diagnosis.ts";
import { PageCompletions } from "./page_completions.ts";
import { PageVisits } from "./page_visits.ts";
import { negotiationOf, type Protocol } from "./protocol.ts";
import { ServerFailure } from "./server_failure.ts";
import { unhurried } from "./unhurried_answers.ts";

/** Who connects, and how. */
export interface Host {
  /** How this program names itself to servers. */
  name: string;
  version: string;
  protocol: Protocol;
  answers: Answers;
  /** How long a server may take to get ready, in milliseconds; half a minute when left out. */
  connectTimeout?: number;
  /** How long it may take for any other answer, in milliseconds; a minute when left out. */
  requestTimeout?: number;
}

const CONNECT_TIMEOUT = 30_000;
const REQUEST_TIMEOUT = 60_000;
/** For requests that this program times itself: the longest that the SDK can wait, in milliseconds. */
const NO_TIMEOUT = 2 ** 31 - 1;
const NEVER = new AbortController().signal;

/** What is told of a connection while nobody asks. */
export interface ConnectionListener {
  /** The server offers other tools than before. */
  toolsChanged(): void;
  /** The connection is gone, whoever ended it. */
  closed(): void;
}

/**
 * A server that this program is connected to, with a client of its own. Every request throws a {@linkcode ServerFailure}
 * when the server can't be used any longer, or answers with an error.
 */
export class Connection {
  /** Told of what nobody asked for. */
  listener: ConnectionListener | undefined;
  readonly #client: Client;
  readonly #transport: DiagnosableTransport;
  readonly #clocks = new CallClocks();
  readonly #requestTimeout: number;
  readonly #pages: PageVisits;

  private constructor(readonly server: string, transport: DiagnosableTransport, host: Host) {
    this.#transport = transport;
    this.#requestTimeout = host.requestTimeout ?? REQUEST_TIMEOUT;
    this.#client = new Client({ name: host.name, version: host.version }, {
      capabilities: capabilitiesOf(host.answers),
      enforceStrictCapabilities: true, // else the SDK gives empty lists for what a server doesn't offer, and prints so
      listChanged: { tools: { autoRefresh: false, onChanged: () => this.listener?.toolsChanged() } },
      ...negotiationOf(host.protocol),
    });
    this.#client.onclose = () => this.listener?.closed();
    const [answers, completions] = [unhurried(host.answers, this.#clocks), new PageCompletions()];
    answerWith(bounded(answers), this.#client);
    completions.listenTo(this.#client);
    this.#pages = new PageVisits(server, answers, completions);
  }

  /**
   * Connects to a server.
   *
   * @param server Its name, as people know it.
   * @param reach Opens a way to it. Called once more where `auto` finds a server that ends when asked for its revisions,
   * as some of those that know the handshake alone do.
   * @throws {ServerFailure} When it can't be reached, ends, or gives no sensible answer in time.
   */
  static async open(server: string, reach: () => DiagnosableTransport, host: Host): Promise<Connection> {
    const transport = reach();
    const connection = new Connection(server, transport, host);
    try {
      await connection.#client.connect(transport, { timeout: host.connectTimeout ?? CONNECT_TIMEOUT });
      return connection;
    } catch (error) {
      const failure = await failureOf(server, "a connection", error, transport);
      await transport.close();
      if (host.protocol !== "auto" || !isNegotiation(error)) throw failure;
      return Connection.open(server, reach, { ...host, protocol: "handshake" });
    }
  }

  /** Whether the server can still be asked. */
  get isOpen(): boolean {
    return this.#client.transport !== undefined;
  }

  /** What the server tells models about itself (MCP, basic/lifecycle, "instructions"). */
  get instructions(): string | undefined {
    return this.#client.getInstructions();
  }

  offers(what: keyof ServerCapabilities): boolean {
    return this.#client.getServerCapabilities()?.[what] !== undefined;
  }

  async tools(): Promise<Tool[]> {
    return (await this.#request("its tools", (client, options) => client.listTools({}, options))).tools;
  }

  async resources(): Promise<Resource[]> {
    return (await this.#request("its resources", (client, options) => client.listResources({}, options))).resources;
  }

  async resourceTemplates(): Promise<ResourceTemplateType[]> {
    const wanted = "its resource templates";
    return (await this.#request(wanted, (client, options) => client.listResourceTemplates({}, options)))
      .resourceTemplates;
  }

  async prompts(): Promise<Prompt[]> {
    return (await this.#request("its prompts", (client, options) => client.listPrompts({}, options))).prompts;
  }

  async read(uri: string): Promise<ReadResourceResult["contents"]> {
    return (await this.#work(uri, (client, options) => client.readResource({ uri }, options))).contents;
  }

  async prompt(name: string, args: Record<string, string>): Promise<PromptMessage[]> {
    const params = { name, arguments: args };
    return (await this.#work(`the prompt ${name}`, (client, options) => client.getPrompt(params, options))).messages;
  }

  /**
   * Uses a tool.
   *
   * @param signal Takes the call back when aborted; rejects then with the signal's reason.
   */
  call(name: string, args: Record<string, unknown>, signal?: AbortSignal): Promise<CallToolResult> {
    const params = { name, arguments: args };
    return this.#work(`the tool ${name}`, (client, options) => client.callTool(params, options), signal);
  }

  /** Ends the connection, and the server where it was started for it. Never rejects; calling it twice is harmless. */
  async close(): Promise<void> {
    await this.#transport.close();
    await this.#client.close();
  }

  /**
   * Asks for something that is work. The server may take its time as long as it tells how far it is, or waits for an
   * answer to a question; it is asked once more after a page was visited that it wants visited first.
   */
  async #work<Result>(
    wanted: string,
    send: (client: Client, options: RequestOptions) => Promise<Result>,
    signal: AbortSignal = NEVER,
  ): Promise<Result> {
    using clock = this.#clocks.start(this.#requestTimeout);
    const over = AbortSignal.any([clock.signal, signal]);
    const options = { timeout: NO_TIMEOUT, signal: over, onprogress: () => clock.renew() };
    try {
      return await this.#pages.before(() => this.#request(wanted, (client) => send(client, options)), over);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (!clock.signal.aborted) throw error;
      const seconds = this.#requestTimeout / 1000;
      throw new ServerFailure(this.server, `gave no answer within ${seconds} seconds when asked for ${wanted}`);
    }
  }

  async #request<Result>(
    wanted: string,
    send: (client: Client, options: { timeout: number }) => Promise<Result>,
  ): Promise<Result> {
    try {
      if (!this.isOpen) throw new SdkError(SdkErrorCode.NotConnected, "Not connected");
      return await send(this.#client, { timeout: this.#requestTimeout });
    } catch (error) {
      throw await failureOf(this.server, wanted, error, this.#transport);
    }
  }
}

function isNegotiation(error: unknown): boolean {
  return error instanceof SdkError && error.code === SdkErrorCode.EraNegotiationFailed;
}
