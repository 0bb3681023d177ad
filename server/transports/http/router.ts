/** The paths of the server, and the observation of every request. */

import { memoize } from "../../../base/values/memoize.ts";
import { DeskError, StoreGoneError } from "../../../store/mod.ts";
import { getPublicUrl, METADATA_PATHS, toProtectedResource } from "./auth/mod.ts";
import { createFrontPage, createPageScript } from "./front_page.ts";
import { createMethodNotAllowedError, McpEndpoint, type McpEndpointOptions } from "./mcp_endpoint.ts";
import { Metrics, PROMETHEUS_TYPE } from "./metrics/mod.ts";
import {
  addCorsHeaders,
  type ConnectionInfo,
  createInvalidHostError,
  createPreflightResponse,
  type Exchange,
  finishBody,
  HttpError,
  IncomingRequest,
  isPreflight,
  RPC_CODES,
  toErrorResponse,
  type TrustedProxies,
} from "./wire/mod.ts";

export interface RouterOptions extends McpEndpointOptions {
  /** Called for each request, when its response starts. */
  observe?: (exchange: Exchange) => void;
  /** The proxies whose headers say where a request comes from. */
  proxies: TrustedProxies;
  /** Receives errors that no response reports. */
  onerror?: (error: Error) => void;
}

/** The statuses for which an operator wants to know who sent the request. */
const REFUSED_ACCESS: readonly number[] = [401, 403, 429];

type Handler = (incoming: IncomingRequest) => Promise<Response> | Response;

/** Answers the requests of an HTTP server. */
export class Router {
  readonly #endpoint: McpEndpoint;
  readonly #metrics: Metrics;
  readonly #handlers: ReadonlyMap<string, Handler>;
  readonly #loadIntake = memoize(() => this.#createIntake());
  #intake: { close(): void } | undefined;
  #pending = 0;
  #isRetired = false;
  #isClosed = false;

  constructor(private readonly options: RouterOptions) {
    this.#endpoint = new McpEndpoint(options);
    this.#handlers = new Map<string, Handler>([
      ["/mcp", (incoming) => this.#isClosed ? throwStopping() : this.#endpoint.handle(incoming)],
      ["/", (incoming) => this.#answerFrontPage(incoming)],
      ["/desk.js", ({ request }) => createPageScript(request)],
      ["/intake", (incoming) => this.#isClosed ? throwStopping() : this.#answerIntake(incoming)],
      ["/sign-in", (incoming) => this.#answerSignIn(incoming)],
      ["/healthz", (incoming) => this.#answerHealth(incoming)],
      ["/readyz", (incoming) => this.#answerReadiness(incoming)],
      ["/metrics", (incoming) => this.#answerMetrics(incoming)],
      ...METADATA_PATHS.map((path) => [path, (incoming: IncomingRequest) => this.#answerMetadata(incoming)] as const),
    ]);
    this.#metrics = new Metrics({
      version: options.server.version,
      paths: [...this.#handlers.keys()],
      activity: options.desk.activity,
      readStats: () => options.desk.tickets.getStats(),
      webhooks: options.desk.webhooks,
      sessions: () => this.#endpoint.sessions.size,
      streams: () => options.streams.count(),
    });
  }

  /** The number of requests without a complete response. */
  get pendingCount(): number {
    return this.#pending + this.options.streams.count("call");
  }

  /** Answers a request. Errors become responses. */
  async handle(request: Request, connection: ConnectionInfo): Promise<Response> {
    const incoming = new IncomingRequest(request, connection, this.options.proxies);
    this.#pending++;
    let response: Response;
    try {
      response = await this.#findHandler(incoming)(incoming);
    } catch (error) {
      response = this.#toErrorResponse(incoming, error);
      if (!await finishBody(request)) response.headers.set("Connection", "close");
    }
    this.#pending--;
    const { hosts } = this.options.guard;
    if (isPageUsable(incoming) && hosts.allowsPage(incoming)) addCorsHeaders(response, incoming.origin!);
    response.headers.set("X-Request-Id", incoming.exchange.id);
    this.#observe(incoming, response);
    return response;
  }

  /** Reports from now on that the server is not ready. */
  retire(): void {
    this.#isRetired = true;
  }

  /** Closes every session and stream. */
  close(): Promise<void> {
    this.#isClosed = true;
    this.#intake?.close();
    return this.#endpoint.close();
  }

  #observe(incoming: IncomingRequest, { status }: Response): void {
    const { exchange, startedAt } = incoming;
    exchange.status = status;
    if (REFUSED_ACCESS.includes(status)) exchange.address = incoming.address;
    exchange.milliseconds = performance.now() - startedAt;
    this.#metrics.observe(exchange);
    this.options.observe?.(exchange);
  }

  #findHandler(incoming: IncomingRequest): Handler {
    const { path } = incoming.exchange;
    if (path === "") throw createInvalidHostError();
    if (isPageUsable(incoming) && isPreflight(incoming.request)) return () => this.#answerPreflight(incoming);
    return this.#handlers.get(path) ?? throwNotFound;
  }

  #toErrorResponse({ exchange, rpcId }: IncomingRequest, error: unknown): Response {
    const httpError = error instanceof HttpError ? error : this.#reportFault(error);
    exchange.refusal = httpError.message;
    return toErrorResponse(httpError, rpcId);
  }

  #reportFault(error: unknown): HttpError {
    this.options.onerror?.(error instanceof Error ? error : new Error(String(error)));
    return new HttpError(500, "Internal error. The server's log has the details.", { code: RPC_CODES.internalError });
  }

  #answerPreflight(incoming: IncomingRequest): Response {
    this.options.guard.hosts.check(incoming);
    return createPreflightResponse(incoming.request);
  }

  /** The page needs no authentication: it signs in before it reads anything. */
  #answerFrontPage({ request }: IncomingRequest): Promise<Response> {
    if (request.method !== "GET" && request.method !== "HEAD") throwNotFound(); // a client that means /mcp
    const { authorizationServer = {} } = this.options.guard.authenticator;
    return createFrontPage(request, this.options.server.version, getPublicUrl(request, authorizationServer));
  }

  /** Signs in people at the page. */
  async #answerSignIn(incoming: IncomingRequest): Promise<Response> {
    const { method } = incoming.request;
    if (method !== "GET" && method !== "POST") throw createMethodNotAllowedError(method, ["GET", "POST"]);
    const { answerSignIn } = await import("./sign_in.ts");
    return await answerSignIn(incoming, this.options.guard, this.#endpoint.deadlines);
  }

  async #answerIntake(incoming: IncomingRequest): Promise<Response> {
    return await (await this.#loadIntake()).handle(incoming) ?? throwNotFound();
  }

  async #createIntake() {
    const { IntakeEndpoint } = await import("./intake/mod.ts");
    const { desk, guard, limits, server } = this.options;
    return this.#intake = new IntakeEndpoint({ desk, guard, limits, isReadOnly: server.readOnly ?? false });
  }

  #answerHealth({ request }: IncomingRequest): Response {
    requireGet(request.method);
    return new Response("ok\n");
  }

  async #answerReadiness({ request }: IncomingRequest): Promise<Response> {
    requireGet(request.method);
    if (this.#isRetired) throwStopping();
    await this.#checkStore();
    await this.options.guard.authenticator.check();
    return new Response("ready\n");
  }

  async #checkStore(): Promise<void> {
    try {
      await this.options.desk.check();
    } catch (error) {
      this.options.onerror?.(error as Error);
      throw new HttpError(503, describeStoreFailure(error), { cause: error });
    }
  }

  /** Describes how to log in, so it requires no authentication. */
  #answerMetadata(incoming: IncomingRequest): Response {
    const { guard, server } = this.options;
    const { authorizationServer } = guard.authenticator;
    if (authorizationServer === undefined) throwNotFound();
    requireGet(incoming.request.method);
    guard.hosts.check(incoming);
    return Response.json(toProtectedResource(incoming.request, server.definition.title, authorizationServer));
  }

  async #answerMetrics(incoming: IncomingRequest): Promise<Response> {
    requireGet(incoming.request.method);
    await this.options.guard.admit(incoming);
    return new Response(await this.#metrics.format(), { headers: { "content-type": PROMETHEUS_TYPE } });
  }
}

/** MCP, and where to log in for it, are for web pages too. */
function isPageUsable({ exchange: { path } }: IncomingRequest): boolean {
  return path === "/mcp" || METADATA_PATHS.includes(path as typeof METADATA_PATHS[number]);
}

function throwStopping(): never {
  throw new HttpError(503, "The server is shutting down. Try again in a few seconds.", {
    headers: { "Retry-After": "5", Connection: "close" },
  });
}

function throwNotFound(): never {
  throw new HttpError(404, "Not found. The MCP endpoint is /mcp.");
}

function requireGet(method: string): void {
  if (method !== "GET" && method !== "HEAD") throw createMethodNotAllowedError(method, ["GET", "HEAD"]);
}

/** Leaves out the store's location, because anyone may ask. */
function describeStoreFailure(error: unknown): string {
  const cause = error instanceof DeskError ? error.cause : undefined;
  return cause instanceof StoreGoneError ? `${cause.message.replace(/^t/, "T")}.` : "The store does not respond.";
}
