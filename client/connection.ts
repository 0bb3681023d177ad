import {
  type CallToolResult,
  Client,
  type Prompt,
  type PromptMessage,
  type ReadResourceResult,
  type Resource,
  SdkError,
  SdkErrorCode,
  type Tool,
} from "@modelcontextprotocol/client";
import { ANSWERING, type Answers, answerWith } from "./answers.ts";
import { type DiagnosableTransport, failureOf } from "./diagnosis.ts";
import { negotiationOf, type Protocol } from "./protocol.ts";

/** Who connects, and how. */
export interface Host {
  /** How this program names itself to servers. */
  name: string;
  version: string;
  protocol: Protocol;
  answers: Answers;
  /** How long a server may take to get ready, in milliseconds; half a minute when left out. */
  connectTimeout?: number;
}

const CONNECT_TIMEOUT = 30_000;
/** How long a server may take for any other answer, in milliseconds. */
const REQUEST_TIMEOUT = 60_000;

/**
 * A server that this program is connected to, with a client of its own. Every request throws a {@linkcode ServerFailure}
 * when the server can't be used any longer, or answers with an error.
 */
export class Connection {
  readonly #client: Client;
  readonly #transport: DiagnosableTransport;

  private constructor(readonly server: string, client: Client, transport: DiagnosableTransport) {
    this.#client = client;
    this.#transport = transport;
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
    try {
      return new Connection(server, await connect(transport, host), transport);
    } catch (error) {
      const failure = await failureOf(server, "a connection", error, transport);
      await transport.close();
      if (host.protocol !== "auto" || !isNegotiation(error)) throw failure;
      return Connection.open(server, reach, { ...host, protocol: "handshake" });
    }
  }

  async tools(): Promise<Tool[]> {
    return (await this.#request("its tools", (client, options) => client.listTools({}, options))).tools;
  }

  async resources(): Promise<Resource[]> {
    return (await this.#request("its resources", (client, options) => client.listResources({}, options))).resources;
  }

  async prompts(): Promise<Prompt[]> {
    return (await this.#request("its prompts", (client, options) => client.listPrompts({}, options))).prompts;
  }

  async read(uri: string): Promise<ReadResourceResult["contents"]> {
    return (await this.#request(uri, (client, options) => client.readResource({ uri }, options))).contents;
  }

  async prompt(name: string, args: Record<string, string>): Promise<PromptMessage[]> {
    const params = { name, arguments: args };
    return (await this.#request(`the prompt ${name}`, (client, options) => client.getPrompt(params, options))).messages;
  }

  call(name: string, args: Record<string, unknown>): Promise<CallToolResult> {
    const params = { name, arguments: args };
    return this.#request(`the tool ${name}`, (client, options) => client.callTool(params, options));
  }

  /** Ends the connection, and the server where it was started for it. Never rejects; calling it twice is harmless. */
  async close(): Promise<void> {
    await this.#transport.close();
    await this.#client.close();
  }

  async #request<Result>(
    wanted: string,
    send: (client: Client, options: { timeout: number }) => Promise<Result>,
  ): Promise<Result> {
    try {
      if (this.#client.transport === undefined) throw new SdkError(SdkErrorCode.NotConnected, "Not connected");
      return await send(this.#client, { timeout: REQUEST_TIMEOUT });
    } catch (error) {
      throw await failureOf(this.server, wanted, error, this.#transport);
    }
  }
}

async function connect(transport: DiagnosableTransport, host: Host): Promise<Client> {
  const client = new Client({ name: host.name, version: host.version }, {
    capabilities: ANSWERING,
    enforceStrictCapabilities: true, // else the SDK gives empty lists for what a server doesn't offer, and prints so
    ...negotiationOf(host.protocol),
  });
  answerWith(host.answers, client);
  await client.connect(transport, { timeout: host.connectTimeout ?? CONNECT_TIMEOUT });
  return client;
}

function isNegotiation(error: unknown): boolean {
  return error instanceof SdkError && error.code === SdkErrorCode.EraNegotiationFailed;
}
