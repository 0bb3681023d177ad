/** A server of ours on a real socket, as tests need it. */

import {
  Client,
  type ClientOptions,
  type OAuthClientProvider,
  StreamableHTTPClientTransport,
} from "@modelcontextprotocol/client";
import {
  anonymousAuthenticator,
  DEFAULT_LIMITS,
  type Exchange,
  type HttpLimits,
  type HttpOptions,
  OpenFiles,
  serveOnHttp,
} from "../../../../server/transports/http/mod.ts";
import { type ServerDefinition, ticketsServer } from "../../../../server/mod.ts";
import type { Desk } from "../../../../store/mod.ts";
import { type Era, openDemoDesk } from "../../connect.ts";

export interface TestServerOptions extends Partial<Omit<HttpOptions, "server" | "desk" | "limits">> {
  server?: Partial<HttpOptions["server"]>;
  definition?: ServerDefinition;
  limits?: Partial<HttpLimits>;
  /** A desk of the test's own, which it closes itself; else the demo's, in memory. */
  desk?: Desk;
}

/** A server under way, on a desk with the demo's tickets and customers. */
export interface TestServer extends AsyncDisposable {
  /** The URL of the MCP endpoint. */
  url: string;
  /** Any other path of it. */
  at(path: string): string;
  desk: Desk;
  /** The records of the requests so far. */
  exchanges: Exchange[];
  errors: Error[];
  /** Ends it; so does disposing of it. */
  stop(): Promise<void>;
}

export async function startServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { server, definition = ticketsServer, limits, desk = await openDemoDesk(), ...rest } = options;
  const exchanges: Exchange[] = [];
  const errors: Error[] = [];
  const { url, stop } = serveOnHttp({
    server: { definition, version: "0.0.0", ...server },
    desk,
    hostname: "127.0.0.1",
    port: 0,
    authenticator: anonymousAuthenticator,
    allowedHosts: [],
    allowedOrigins: [],
    trustedProxies: [],
    files: new OpenFiles(Infinity),
    limits: { ...DEFAULT_LIMITS, ...limits },
    observe: (exchange) => exchanges.push(exchange),
    onerror: (error) => errors.push(error),
    ...rest,
  });
  let stopping: Promise<void> | undefined;
  const stopOnce = () => stopping ??= stop();
  return {
    url,
    at: (path) => new URL(path, url).href,
    desk,
    exchanges,
    errors,
    stop: stopOnce,
    async [Symbol.asyncDispose]() {
      await stopOnce();
      if (options.desk === undefined) await desk.close();
    },
  };
}

export interface HostOptions extends ClientOptions {
  era?: Era;
  token?: string;
  /** Gets its tokens. */
  authProvider?: OAuthClientProvider;
  /** Sends the client's requests, in place of `fetch`. */
  fetch?: (url: string | URL, init?: RequestInit) => Promise<Response>;
  /** Sets the client's handlers before it connects. */
  prepare?: (client: Client) => void;
}

export interface ConnectedHost extends AsyncDisposable {
  client: Client;
  transport: StreamableHTTPClientTransport;
}

/** A host of today, connected over HTTP. */
export async function connectHost(url: string, options: HostOptions = {}): Promise<ConnectedHost> {
  const { era = "2025-11-25", token, authProvider, fetch, prepare, ...clientOptions } = options;
  const client = new Client({ name: "test-host", version: "1.2.3" }, {
    ...clientOptions,
    ...era === "2026-07-28" && { versionNegotiation: { mode: { pin: era } } },
  });
  prepare?.(client);
  const transport = new StreamableHTTPClientTransport(new URL(url), {
    ...fetch && { fetch },
    ...authProvider && { authProvider },
    ...token !== undefined && { requestInit: { headers: { authorization: `Bearer ${token}` } } },
  });
  await client.connect(transport);
  return { client, transport, [Symbol.asyncDispose]: () => client.close() };
}
