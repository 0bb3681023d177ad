/** MCP over Streamable HTTP in revision 2026-07-28: each request is independent, so `fetch` is enough. */

import { BridgeError, type BridgeFailure, type OnProgress } from "../bridge.ts";

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
  413: "body",
  429: "busy",
  502: "offline",
  503: "busy",
  504: "offline",
};

const JSON_TYPE = "application/json";
const EVENTS = "text/event-stream";
const STREAM = `${JSON_TYPE}, ${EVENTS}`;

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
   * @param onProgress The server answers with a stream then, in which the response is last.
   * @returns The result.
   * @throws {BridgeError}
   */
  async request<Result>(
    method: string,
    params: Record<string, unknown> = {},
    onProgress?: OnProgress,
  ): Promise<Result> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), TIMEOUT); // unlike a signal with a timeout, it ends with the request
    try {
      const response = onProgress === undefined
        ? await this.#post(method, params, JSON_TYPE, abort.signal)
        : await this.#post(method, params, STREAM, abort.signal, { progressToken: ++this.#nextId });
      const { result, error } = await readReply(response, onProgress);
      if (error !== undefined) throw new BridgeError("failed", error.message);
      return result as Result;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Opens a stream of notifications.
   *
   * @throws {BridgeError}
   */
  async stream(method: string, params: Record<string, unknown>, signal: AbortSignal): Promise<ReadableStream<string>> {
    const response = await this.#post(method, params, STREAM, signal);
    if (response.body === null) throw new BridgeError("failed", "The server sent no stream.");
    return response.body.pipeThrough(new TextDecoderStream());
  }

  async #post(
    method: string,
    params: Record<string, unknown>,
    accept: string,
    signal: AbortSignal,
    meta?: Record<string, unknown>,
  ): Promise<Response> {
    const _meta = { ...this.#createMeta(), ...meta };
    const body = { jsonrpc: "2.0", id: ++this.#nextId, method, params: { ...params, _meta } };
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
      "content-type": JSON_TYPE,
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

/** A response, or a notification before it. */
interface Reply {
  result?: unknown;
  error?: { message: string };
  params?: { progress?: number };
}

async function readReply(response: Response, onProgress?: OnProgress): Promise<Reply> {
  try {
    if (!response.headers.get("content-type")?.startsWith(EVENTS)) return await response.json();
    for await (const reply of readMessages<Reply>(response.body!.pipeThrough(new TextDecoderStream()))) {
      if (reply.params === undefined) return reply;
      onProgress?.(reply.params.progress ?? 0);
    }
    throw new TypeError("The stream ended before the response.");
  } catch (error) {
    throw new BridgeError("offline", "The response of the server was lost.", { cause: error });
  }
}

/**
 * Reads the messages of a stream of events.
 *
 * @param onPart Called also for what is no message, such as a comment.
 */
export async function* readMessages<Message>(
  text: ReadableStream<string>,
  onPart?: () => void,
): AsyncGenerator<Message> {
  let rest = "";
  for await (const part of text) {
    onPart?.();
    const events = (rest + part).split("\n\n");
    rest = events.pop()!;
    for (const event of events) {
      const data = /^data: (.+)$/m.exec(event)?.[1];
      if (data !== undefined) yield JSON.parse(data);
    }
  }
}

async function toBridgeError(response: Response): Promise<BridgeError> {
  const failure = FAILURES[response.status] ?? "failed";
  const reply: Reply = await response.json().catch(() => ({}));
  return new BridgeError(failure, reply.error?.message ?? `The server answered with status ${response.status}.`);
}
