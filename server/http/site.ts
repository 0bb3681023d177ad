/** What is at which path, and what is told of every request. */

import { Endpoint, type EndpointOptions, methodNotAllowed } from "./endpoint.ts";
import type { Exchange } from "./exchange.ts";
import { notAHost } from "./host_check.ts";
import { Incoming, type Sender } from "./incoming.ts";
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

type Handler = (incoming: Incoming) => Promise<Response> | Response;

/** The paths of the server. */
export class Site {
  readonly #endpoint: Endpoint;
  readonly #metrics: Metrics;
  readonly #handlers: ReadonlyMap<string, Handler>;
  #answering = 0;
  #retired = false;
  #closed = false;

  constructor(private readonly options: SiteOptions) {
    this.#endpoint = new Endpoint(options);
    this.#handlers = new Map<string, Handler>([
      ["/mcp", (incoming) => this.#closed ? ending() : this.#endpoint.handle(incoming)],
      ["/healthz", (incoming) => this.#health(incoming)],
      ["/readyz", (incoming) => this.#readiness(incoming)],
      ["/metrics", (incoming) => this.#measurements(incoming)],
      ...METADATA_PATHS.map((path) => [path, (incoming: Incoming) => this.#metadata(incoming)] as const),
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
  get underWay(): number {
    return this.#answering + this.options.streams.count("call");
  }

  /** Answers a request; failures too are answers. */
  async handle(request: Request, sender: Sender): Promise<Response> {
    const incoming = new Incoming(request, sender);
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

  #tell({ exchange, began }: Incoming, { status }: Response): void {
    exchange.status = status;
    exchange.milliseconds = performance.now() - began;
    this.#metrics.observe(exchange);
    this.options.observe?.(exchange);
  }

  #handlerOf({ exchange: { path } }: Incoming): Handler {
    if (path === "") throw notAHost();
    return this.#handlers.get(path) ?? nothingThere;
  }

  #refuse({ exchange, rpcId }: Incoming, error: unknown): Response {
    const refusal = error instanceof Refusal ? error : this.#fault(error);
    exchange.refusal = refusal.message;
    return refusalResponse(refusal, rpcId);
  }

  #fault(error: unknown): Refusal {
    this.options.onerror?.(error instanceof Error ? error : new Error(String(error)));
    return new Refusal(500, "Something went wrong here; the server's log has it.", { code: RPC_CODES.internalError });
  }

  #health({ request }: Incoming): Response {
    onlyGet(request.method);
    return new Response("ok\n");
  }

  async #readiness({ request }: Incoming): Promise<Response> {
    onlyGet(request.method);
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
  #metadata(incoming: Incoming): Response {
    const { gate, server } = this.options;
    const { logIn } = gate.authenticator;
    if (logIn === undefined) nothingThere();
    onlyGet(incoming.request.method);
    gate.checkHost(incoming);
    return Response.json(protectedResource(incoming.request, server.definition.title, logIn));
  }

  async #measurements(incoming: Incoming): Promise<Response> {
    onlyGet(incoming.request.method);
    await this.options.gate.enter(incoming);
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
