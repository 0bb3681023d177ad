/** An MCP server over HTTP in this process, with sessions. */

import { type McpServer, WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/server";

export interface HttpServerOptions {
  port?: number;
  /** Responds to a request instead of the server, unless it returns undefined. */
  guard?(request: Request): Response | undefined;
}

/** Serves `/mcp`. Its disposal cuts all connections. */
export class HttpServer implements AsyncDisposable {
  /** The methods of all requests. */
  readonly methods: string[] = [];
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #sessions = new Map<string, WebStandardStreamableHTTPServerTransport>();
  readonly #ending = new AbortController();

  constructor(server: () => McpServer, { port = 0, guard }: HttpServerOptions = {}) {
    this.#server = Deno.serve(
      {
        port,
        hostname: "127.0.0.1",
        onListen() {},
        onError: () => new Response(null, { status: 500 }),
        signal: this.#ending.signal,
      },
      async (request) => {
        this.methods.push(request.method);
        return guard?.(request) ?? await this.#answer(request, server);
      },
    );
  }

  get port(): number {
    return this.#server.addr.port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/mcp`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#sessions.values()].map((session) => session.close()));
    this.#ending.abort();
    await this.#server.finished;
  }

  async #answer(request: Request, server: () => McpServer): Promise<Response> {
    if (new URL(request.url).pathname !== "/mcp") return new Response("nothing here", { status: 404 });
    const id = request.headers.get("mcp-session-id");
    const session = id === null ? await this.#begin(server) : this.#sessions.get(id);
    return session === undefined
      ? new Response("no such session", { status: 404 })
      : await session.handleRequest(request);
  }

  async #begin(server: () => McpServer): Promise<WebStandardStreamableHTTPServerTransport> {
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      onsessioninitialized: (id) => void this.#sessions.set(id, transport),
    });
    await server().connect(transport);
    return transport;
  }
}
