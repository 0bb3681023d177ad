/** MCP over Streamable HTTP in revision 2026-07-28: each request is independent, so `fetch` is enough. */

import { BridgeError, type BridgeFailure } from "../bridge.ts";

const REVISION = "2026-07-28";
const META = "io.modelcontextprotocol/";
/** With the extension, the server offers `decide_approval`. */
const CAPABILITIES = {
  elicitation: { form: {} },
  extensions: { "io.modelcontextprotocol/ui": { mimeTypes: ["text/html;profile=mcp-app"] } },
};
const FAILURES: Readonly<Record<number, BridgeFailure>> = {
  401: "token",
  403: "scope",
  429: "busy",
  502: "offline",
  503: "busy",
  504: "offline",
};

/** In milliseconds. A question ends a call, so no call waits for a person. */
const TIMEOUT = 40_000;

export interface HttpClientOptions {
  /** The URL of MCP. */
  url: string | URL;
  /** The token of the person, if there is one. */
  getToken(): string | null;
  /** Gets a new token in place of one that the server refused. @returns False if there is none. */
  renew?(): Promise<boolean>;
  version: string;
}

/** A client of one server. */
export class HttpClient {
  #nextId = 0;

  constructor(private readonly options: HttpClientOptions) {}

  /**
   * Sends a request.
   *
   * @returns The result.
   * @throws {BridgeError}
   */
  async request<Result>(method: string, params: Record<string, unknown> = {}): Promise<Result> {
    const signal = AbortSignal.timeout(TIMEOUT);
    const response = await this.#post(method, params, "application/json", signal);
    const { result, error } = await readJson(response);
    if (error !== undefined) throw new BridgeError("failed", error.message);
    return result as Result;
  }

  /**
   * Opens a stream of notifications.
   *
   * @throws {BridgeError}
   */
  async stream(method: string, params: Record<string, unknown>, signal: AbortSignal): Promise<ReadableStream<string>> {
    const response = await this.#post(method, params, "application/json, text/event-stream", signal);
    if (response.body === null) throw new BridgeError("failed", "The server sent no stream.");
    return response.body.pipeThrough(new TextDecoderStream());
  }

  async #post(
    method: string,
    params: Record<string, unknown>,
    accept: string,
    signal: AbortSignal,
  ): Promise<Response> {
    const body = { jsonrpc: "2.0", id: ++this.#nextId, method, params: { ...params, _meta: this.#createMeta() } };
    const send = () => {
      const headers = { ...this.#createHeaders(method, params), accept };
      return fetch(this.options.url, { method: "POST", headers, body: JSON.stringify(body), signal });
    };
    let response: Response;
    try {
      response = await send();
      if (response.status === 401 && await this.options.renew?.()) response = await send();
    } catch (error) {
      throw new BridgeError("offline", "The server cannot be reached.", { cause: error });
    }
    if (!response.ok) throw await toBridgeError(response);
    return response;
  }

  #createHeaders(method: string, { name, uri }: Record<string, unknown>): Record<string, string> {
    const [token, target] = [this.options.getToken(), name ?? uri];
    return {
      "content-type": "application/json",
      "mcp-protocol-version": REVISION,
      "mcp-method": method,
      ...typeof target === "string" && { "mcp-name": target },
      ...token !== null && { authorization: `Bearer ${token}` },
    };
  }

  #createMeta(): Record<string, unknown> {
    return {
      [`${META}protocolVersion`]: REVISION,
      [`${META}clientInfo`]: { name: "support-mcp desk", version: this.options.version },
      [`${META}clientCapabilities`]: CAPABILITIES,
    };
  }
}

interface Reply {
  result?: unknown;
  error?: { message: string };
}

async function readJson(response: Response): Promise<Reply> {
  try {
    return await response.json();
  } catch (error) {
    throw new BridgeError("offline", "The response of the server was lost.", { cause: error });
  }
}

async function toBridgeError(response: Response): Promise<BridgeError> {
  const failure = FAILURES[response.status] ?? "failed";
  const reply: Reply = await response.json().catch(() => ({}));
  return new BridgeError(failure, reply.error?.message ?? `The server answered with status ${response.status}.`);
}
