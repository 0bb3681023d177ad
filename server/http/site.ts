/** What is at which path, and what is told of every request. */

import { Endpoint, type EndpointOptions, methodNotAllowed } from "./endpoint.ts";
import { type Exchange, type Particulars, requestIdOf } from "./exchange.ts";
import { notAHost, pathOf } from "./host_check.ts";
import { Metrics } from "./metrics.ts";
import { PROMETHEUS_TYPE } from "./prometheus.ts";
import { METADATA_PATHS, protectedResource } from "./protected_resource.ts";
import { Refusal, refusalResponse, RPC_CODES } from "./refusal.ts";

export interface SiteOptions extends EndpointOptions {
  /** Is told of each request, once its answer begins. */
  observe?: (exchange: Exchange) => void;
  /** Is told of faults that no answer tells of. */
  onerror?: (error: Error) => void;
}

type Handler = (request: Request, address: string, particulars: Particulars) => Promise<Response> | Response;

/** The paths of the server. */
export class Site {
  readonly #endpoint: Endpoint;
  readonly #metrics: Metrics;
  readonly #handlers: Readonly<Record<string, Handler>>;
  #answering = 0;
  #retired = false;
  #closed = false;

  constructor(private readonly options: SiteOptions) {
    this.#endpoint = new Endpoint(options);
    this.#handlers = {
      "/mcp": (...request) => this.#closed ? ending() : this.#endpoint.handle(...request),
      "/healthz": (request) => this.#health(request),
      "/readyz": (request) => this.#readiness(request),
      "/metrics": (request, address) => this.#measurements(request, address),
      ...Object.fromEntries(METADATA_PATHS.map((path) => [path, (request: Request) => this.#metadata(request)])),
    };
    this.#metrics = new Metrics({
      version: options.server.version,
      paths: Object.keys(this.#handlers),
      activity: options.desk.activity,
      sessions: () => this.#endpoint.sessions.size,
      streams: () => options.streams.count(),
    });
  }

  /** How many requests have no answer yet, or one that still comes. */
  get underWay(): number {
    return this.#answering + this.options.streams.count("call");
  }

  /** Answers a request; failures too are answers. */
  async handle(request: Request, address: string): Promise<Response> {
    const began = performance.now();
    const id = requestIdOf(request);
    const path = pathOf(request);
    const particulars: Particulars = {};
    this.#answering++;
    const { response, refusal } = await this.#answer(request, path, address, particulars);
    this.#answering--;
    response.headers.set("X-Request-Id", id);
    const { rpcId: _, ...known } = particulars;
    const milliseconds = performance.now() - began;
    const { status } = response;
    this.#tell({ id, method: request.method, path, status, milliseconds, ...known, ...refusal && { refusal } });
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

  async #answer(request: Request, path: string, address: string, particulars: Particulars) {
    try {
      if (path === "") throw notAHost();
      const handler = Object.hasOwn(this.#handlers, path) ? this.#handlers[path]! : nothingThere;
      return { response: await handler(request, address, particulars) };
    } catch (error) {
      const refusal = error instanceof Refusal ? error : this.#fault(error);
      return { response: refusalResponse(refusal, particulars.rpcId ?? null), refusal: refusal.message };
    }
  }

  #tell(exchange: Exchange): void {
    this.#metrics.observe(exchange);
    this.options.observe?.(exchange);
  }

  #fault(error: unknown): Refusal {
    this.options.onerror?.(error instanceof Error ? error : new Error(String(error)));
    return new Refusal(500, "Something went wrong here; the server's log has it.", { code: RPC_CODES.internalError });
  }

  #health({ method }: Request): Response {
    onlyGet(method);
    return new Response("ok\n");
  }

  async #readiness({ method }: Request): Promise<Response> {
    onlyGet(method);
    if (this.#retired) ending();
    await this.#checkStore();
    await this.options.gate.authenticator.check();
    return new Response("ready\n");
  }

  async #checkStore(): Promise<void> {
    try {
      await this.options.desk.check();
    } catch (error) {
      this.options.onerror?.(error as Error);
      throw new Refusal(503, "The store doesn't answer.", { cause: error });
    }
  }

  /** Says how to log in; there, as without it, nobody has logged in yet. */
  #metadata(request: Request): Response {
    const { gate, server } = this.options;
    const { logIn } = gate.authenticator;
    if (logIn === undefined) nothingThere();
    onlyGet(request.method);
    gate.checkHost(request);
    return Response.json(protectedResource(request, server.definition.title, logIn));
  }

  async #measurements(request: Request, address: string): Promise<Response> {
    onlyGet(request.method);
    await this.options.gate.enter(request, address);
    return new Response(this.#metrics.text(), { headers: { "content-type": PROMETHEUS_TYPE } });
  }
}

function ending(): never {
  throw new Refusal(503, "This server is ending.", { headers: { "Retry-After": "5", Connection: "close" } });
}

function nothingThere(): never {
  throw new Refusal(404, "There is nothing at this path: MCP is at /mcp.");
}

function onlyGet(method: string): void {
  if (method !== "GET" && method !== "HEAD") throw methodNotAllowed(method, ["GET", "HEAD"]);
}
