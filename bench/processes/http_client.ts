/** A host that uses one HTTP connection (MCP, "Streamable HTTP"). */

import { initialize, initialized, type Request, serializeRequest } from "../measurements/requests.ts";
import { getHeader, HttpConnection, type HttpResponse } from "./http_connection.ts";
import type { Load } from "./stdio_client.ts";
import { classifyMessage } from "./messages.ts";

/** In a session, as in the handshake revisions, or stateless, as in 2026-07-28. */
export type HttpMode = "in sessions" | "stateless";

const SESSION_REVISION = "2025-11-25";
const STATELESS_REVISION = "2026-07-28";

/** The description of the host in each request of 2026-07-28. */
const ENVELOPE = {
  "io.modelcontextprotocol/protocolVersion": STATELESS_REVISION,
  "io.modelcontextprotocol/clientInfo": { name: "bench", version: "1.0.0" },
  "io.modelcontextprotocol/clientCapabilities": {},
};

export class HttpClient implements Disposable {
  readonly #encoder = new TextEncoder();
  readonly #decoder = new TextDecoder();
  /** Header lines of every further request in a session. */
  #session = "";
  #lastId = 0;

  private constructor(
    private readonly connection: HttpConnection,
    private readonly port: number,
    private readonly way: HttpMode,
  ) {}

  /** Connects, and opens a session if the mode has one. */
  static async open(port: number, way: HttpMode): Promise<HttpClient> {
    const host = new HttpClient(await HttpConnection.open(port), port, way);
    if (way === "in sessions") await host.openSession();
    return host;
  }

  /**
   * Sends a request and waits for its response, without parsing it.
   *
   * @throws {Error} If the response is a failure.
   */
  async request(request: Request): Promise<void> {
    const body = serializeRequest(this.way === "stateless" ? addEnvelope(request) : request, ++this.#lastId);
    const own = this.way === "stateless" ? formatStatelessHeaders(request) : this.#session;
    this.#check(await this.#post(body, own), 200);
  }

  /** Opens a session for all further requests. */
  async openSession(): Promise<void> {
    const opened = await this.#post(serializeRequest(initialize, ++this.#lastId), "");
    this.#check(opened, 200);
    const id = getHeader(opened.head, "mcp-session-id");
    this.#session = `MCP-Protocol-Version: ${SESSION_REVISION}\r\nMcp-Session-Id: ${id}\r\n`;
    this.#check(await this.#post(JSON.stringify(initialized), this.#session), 202);
  }

  [Symbol.dispose](): void {
    this.connection[Symbol.dispose]();
  }

  #post(body: string, own: string): Promise<HttpResponse> {
    const bytes = this.#encoder.encode(body);
    return this.connection.exchange(this.#encoder.encode(
      `POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:${this.port}\r\nContent-Type: application/json\r\n` +
        `Accept: application/json, text/event-stream\r\n${own}Content-Length: ${bytes.length}\r\n\r\n${body}`,
    ));
  }

  #check({ status, head, body }: HttpResponse, expected: number): void {
    if (status === expected && (body.length === 0 || classifyMessage(body).kind === "answer")) return;
    const text = this.#decoder.decode(body.subarray(0, 500));
    throw new Error(`The program responded with a failure: ${head.slice(0, head.indexOf("\r\n"))} ${text}`);
  }
}

/** Sends requests from all hosts at once, one at a time from each. */
export async function runHttpLoad(
  hosts: readonly HttpClient[],
  requests: Iterator<Request>,
  milliseconds = Infinity,
): Promise<Load> {
  const began = performance.now();
  let answered = 0;
  await Promise.all(hosts.map(async (host) => {
    while (performance.now() - began < milliseconds) {
      const { done, value } = requests.next();
      if (done) break;
      await host.request(value);
      answered++;
    }
  }));
  return { responses: answered, seconds: (performance.now() - began) / 1000 };
}

const envelopedRequests = new WeakMap<Request, Request>();

/** Adds the host's envelope to a request; created once per request. */
function addEnvelope(request: Request): Request {
  const known = envelopedRequests.get(request);
  if (known) return known;
  const made = { ...request, params: { ...request.params, _meta: ENVELOPE } };
  envelopedRequests.set(request, made);
  return made;
}

/** The headers that describe a request to proxies (MCP 2026-07-28, basic/transports). */
function formatStatelessHeaders({ method, params }: Request): string {
  const name = params?.name ?? params?.uri;
  const named = name === undefined ? "" : `Mcp-Name: ${name}\r\n`;
  return `MCP-Protocol-Version: ${STATELESS_REVISION}\r\nMcp-Method: ${method}\r\n${named}`;
}
