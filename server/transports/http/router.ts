/** What is at which path, and what is told of every request. */

import { createMethodNotAllowedError, McpEndpoint, type McpEndpointOptions } from "./mcp_endpoint.ts";
import type { Exchange } from "./exchange.ts";
import { createInvalidHostError } from "./wire/host_check.ts";
import { type ConnectionInfo, IncomingRequest } from "./incoming_request.ts";
import { Metrics } from "./metrics/metrics.ts";
import { PROMETHEUS_TYPE } from "./metrics/prometheus.ts";
import { METADATA_PATHS, toProtectedResource } from "./auth/protected_resource.ts";
import { HttpError, RPC_CODES, toErrorResponse } from "./http_error.ts";

export interface RouterOptions extends McpEndpointOptions {
  /** Is told of each request, once its answer begins. */
  observe?: (exchange: Exchange) => void;
  /** Is told of faults that no answer tells of. */
  onerror?: (error: Error) => void;
}

type Handler = (incoming: IncomingRequest) => Promise<Response> | Response;

/** The paths of the server. */
export class Router {
  readonly #endpoint: McpEndpoint;
  readonly #metrics: Metrics;
  readonly #handlers: ReadonlyMap<string, Handler>;
  #answering = 0;
  #retired = false;
  #closed = false;

  constructor(private readonly options: RouterOptions) {
    this.#endpoint = new McpEndpoint(options);
    this.#handlers = new Map<string, Handler>([
      ["/mcp", (incoming) => this.#closed ? throwStopping() : this.#endpoint.handle(incoming)],
      ["/healthz", (incoming) => this.#health(incoming)],
      ["/readyz", (incoming) => this.#readiness(incoming)],
      ["/metrics", (incoming) => this.#measurements(incoming)],
      ...METADATA_PATHS.map((path) => [path, (incoming: IncomingRequest) => this.#metadata(incoming)] as const),
    ]);
    this.#metrics = new Metrics({
      version: options.server.version,
      paths: [...this.#handlers.keys()],
      activity: options.desk.activity,
      sessions: () => this.#endpoint.sessions.size,
      streams: () => options.streams.count(),
    });
  }

  /** How many requests have no answer yet, or one that still comes. */
  get pendingCount(): number {
    return this.#answering + this.options.streams.count("call");
  }

  /** Answers a request; failures too are answers. */
  async handle(request: Request, sender: ConnectionInfo): Promise<Response> {
    const incoming = new IncomingRequest(request, sender);
    this.#answering++;
    let response: Response;
    try {
      response = await this.#handlerOf(incoming)(incoming);
    } catch (error) {
      response = this.#refuse(incoming, error);
    }
    this.#answering--;
    response.headers.set("X-Request-Id", incoming.exchange.id);
    this.#tell(incoming, response);
    return response;
  }

  /** From now on it isn't ready for more. */
  retire(): void {
    this.#retired = true;
  }

  /** Closes every session and stream. */
  close(): Promise<void> {
    this.#closed = true;
    return this.#endpoint.close();
  }

  #tell({ exchange, startedAt: began }: IncomingRequest, { status }: Response): void {
    exchange.status = status;
    exchange.milliseconds = performance.now() - began;
    this.#metrics.observe(exchange);
    this.options.observe?.(exchange);
  }

  #handlerOf({ exchange: { path } }: IncomingRequest): Handler {
    if (path === "") throw createInvalidHostError();
    return this.#handlers.get(path) ?? throwNotFound;
  }

  #refuse({ exchange, rpcId }: IncomingRequest, error: unknown): Response {
    const refusal = error instanceof HttpError ? error : this.#fault(error);
    exchange.refusal = refusal.message;
    return toErrorResponse(refusal, rpcId);
  }

  #fault(error: unknown): HttpError {
    this.options.onerror?.(error instanceof Error ? error : new Error(String(error)));
    return new HttpError(500, "Something went wrong here; the server's log has it.", { code: RPC_CODES.internalError });
  }

  #health({ request }: IncomingRequest): Response {
    requireGet(request.method);
    return new Response("ok\n");
  }

  async #readiness({ request }: IncomingRequest): Promise<Response> {
    requireGet(request.method);
    if (this.#retired) throwStopping();
    await this.#checkStore();
    await this.options.guard.authenticator.check();
    return new Response("ready\n");
  }

  async #checkStore(): Promise<void> {
    try {
      await this.options.desk.check();
    } catch (error) {
      this.options.onerror?.(error as Error);
      throw new HttpError(503, "The store doesn't answer.", { cause: error });
    }
  }

  /** Says how to log in; there, as without it, nobody has logged in yet. */
  #metadata(incoming: IncomingRequest): Response {
    const { guard: gate, server } = this.options;
    const { authorizationServer: logIn } = gate.authenticator;
    if (logIn === undefined) throwNotFound();
    requireGet(incoming.request.method);
    gate.checkHost(incoming);
    return Response.json(toProtectedResource(incoming.request, server.definition.title, logIn));
  }

  async #measurements(incoming: IncomingRequest): Promise<Response> {
    requireGet(incoming.request.method);
    await this.options.guard.admit(incoming);
    return new Response(this.#metrics.format(), { headers: { "content-type": PROMETHEUS_TYPE } });
  }
}

function throwStopping(): never {
  throw new HttpError(503, "This server is ending.", { headers: { "Retry-After": "5", Connection: "close" } });
}

function throwNotFound(): never {
  throw new HttpError(404, "There is nothing at this path: MCP is at /mcp.");
}

function requireGet(method: string): void {
  if (method !== "GET" && method !== "HEAD") throw createMethodNotAllowedError(method, ["GET", "HEAD"]);
}
