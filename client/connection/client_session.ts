import { Client } from "@modelcontextprotocol/client";
import {
  CallTimeouts,
  getCapabilities,
  limitConcurrency,
  PageCompletions,
  PageVisits,
  pauseTimeouts,
  registerHandlers,
} from "../handlers/mod.ts";
import { getNegotiationOptions } from "../options/mod.ts";
import { type LeftOutItem, RepairingTransport } from "../repair/mod.ts";
import { type DiagnosableTransport, toServerError } from "../transports/mod.ts";
import type { ConnectionOptions } from "./connection_options.ts";
import { ResourceSubscriptions } from "./resource_subscriptions.ts";
import { ServerRequests } from "./server_requests.ts";
import { TolerantValidator } from "./tolerant_validator.ts";

const CONNECT_TIMEOUT = 30_000;
const REQUEST_TIMEOUT = 60_000;

/** Events of a session. */
export interface SessionEvents {
  toolsChanged(): void;
  /** A resource that the session follows has changed, or its changes may have been missed. */
  resourceChanged(uri: string): void;
  closed(): void;
  /** Tools were left out of a list, because their definitions are invalid. */
  leftOut(tools: readonly LeftOutItem[]): void;
}

/** One MCP session with a server: a client on a transport. */
export class ClientSession {
  readonly client: Client;
  readonly transport: DiagnosableTransport;
  readonly requests: ServerRequests;
  readonly subscriptions: ResourceSubscriptions;
  readonly #server: string;
  readonly #connectTimeout: number;

  /** @param server The server's display name. */
  constructor(server: string, transport: DiagnosableTransport, options: ConnectionOptions, events: SessionEvents) {
    this.#server = server;
    this.#connectTimeout = options.connectTimeout ?? CONNECT_TIMEOUT;
    this.transport = new RepairingTransport(transport, (method, items) => {
      if (method === "tools/list") events.leftOut(items);
    });
    this.client = new Client({ name: options.name, version: options.version }, {
      capabilities: getCapabilities(options.handlers),
      enforceStrictCapabilities: true, // else the SDK prints a warning and returns empty lists
      listChanged: { tools: { autoRefresh: false, onChanged: () => events.toolsChanged() } },
      jsonSchemaValidator: new TolerantValidator(),
      ...getNegotiationOptions(options.protocol),
    });
    this.client.onclose = () => events.closed();
    this.requests = this.#createRequests(options);
    this.subscriptions = new ResourceSubscriptions({
      client: this.client,
      requests: this.requests,
      changed: (uri) => events.resourceChanged(uri),
    });
  }

  /** True while requests can be sent. */
  get isOpen(): boolean {
    return this.client.transport !== undefined && !this.transport.isDisconnected;
  }

  /**
   * Connects to the server.
   *
   * @throws {ServerError} If that fails. The transport is closed then.
   */
  async connect(): Promise<void> {
    try {
      await this.client.connect(this.transport, { timeout: this.#connectTimeout });
    } catch (error) {
      const failure = await toServerError(this.#server, "connecting", error, this.transport);
      await this.transport.close();
      throw failure;
    }
  }

  /** Never rejects. Idempotent. */
  async close(): Promise<void> {
    await this.transport.close();
    await this.client.close();
  }

  #createRequests({ handlers: given, requestTimeout: timeout = REQUEST_TIMEOUT }: ConnectionOptions): ServerRequests {
    const { client, transport } = this;
    const timeouts = new CallTimeouts();
    const [handlers, completions] = [pauseTimeouts(given, timeouts), new PageCompletions()];
    registerHandlers(limitConcurrency(handlers), client);
    completions.listenTo(client);
    const pages = new PageVisits(this.#server, handlers, completions);
    return new ServerRequests(this.#server, { client, transport, timeouts, pages, timeout });
  }
}
