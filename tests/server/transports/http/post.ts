/** MCP over HTTP by hand, as a client that does what it likes. */

import assert from "node:assert/strict";

export const ENVELOPE = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "by-hand", version: "1.0.0" },
  "io.modelcontextprotocol/clientCapabilities": {},
};

const HEADERS = { "content-type": "application/json", accept: "application/json, text/event-stream" };

/** A response, read completely. */
export interface HttpResult {
  status: number;
  headers: Headers;
  text: string;
  // deno-lint-ignore no-explicit-any -- tests look into answers without a schema
  json: any;
}

/** Posts a raw body. */
export async function post(url: string, body: BodyInit, headers: Record<string, string> = {}): Promise<HttpResult> {
  return await readResult(await fetch(url, { method: "POST", body, headers: { ...HEADERS, ...headers } }));
}

/** Posts a request of the handshake revisions. */
export function request(
  url: string,
  method: string,
  params: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<HttpResult> {
  return post(url, JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }), headers);
}

/** Posts a request of revision 2026-07-28. */
export function statelessRequest(
  url: string,
  method: string,
  params: Record<string, unknown> = {},
  headers: Record<string, string> = {},
  capabilities: Record<string, unknown> = {},
): Promise<HttpResult> {
  const name = params.name ?? params.uri;
  const _meta = { ...ENVELOPE, "io.modelcontextprotocol/clientCapabilities": capabilities };
  return request(url, method, { ...params, _meta }, {
    "mcp-protocol-version": "2026-07-28",
    "mcp-method": method,
    ...typeof name === "string" && { "mcp-name": name },
    ...headers,
  });
}

/** Shakes hands; gives the headers of the session's further requests. */
export async function openSession(
  url: string,
  { capabilities = {}, revision = "2025-11-25", headers = {} }: {
    capabilities?: Record<string, unknown>;
    revision?: string;
    headers?: Record<string, string>;
  } = {},
): Promise<Record<string, string>> {
  const clientInfo = { name: "by-hand", version: "1.0.0" };
  const opened = await request(url, "initialize", { protocolVersion: revision, capabilities, clientInfo }, headers);
  assert.equal(opened.status, 200, opened.text);
  const session = {
    "mcp-session-id": opened.headers.get("mcp-session-id")!,
    "mcp-protocol-version": revision,
    ...headers,
  };
  const initialized = { jsonrpc: "2.0", method: "notifications/initialized" };
  assert.equal((await post(url, JSON.stringify(initialized), session)).status, 202);
  return session;
}

/** The status of an answer whose text doesn't matter. */
export async function getStatus(url: string, init?: RequestInit & { client?: Deno.HttpClient }): Promise<number> {
  return (await readResult(await fetch(url, init))).status;
}

export async function readResult(response: Response): Promise<HttpResult> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
}

/** The events of a stream as they come. */
export class EventReader implements AsyncDisposable {
  readonly #reader: ReadableStreamDefaultReader<string>;
  #text = "";
  /** The id of the last event that came. */
  lastId: string | undefined;

  constructor(readonly response: Response) {
    this.#reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** The next message, or undefined at the end of the stream. */
  // deno-lint-ignore no-explicit-any -- tests look into messages without a schema
  async next(): Promise<any> {
    for (;;) {
      const end = this.#text.indexOf("\n\n");
      if (end === -1) {
        const { done, value } = await this.#reader.read();
        if (done) return undefined;
        this.#text += value;
        continue;
      }
      const event = this.#text.slice(0, end);
      this.#text = this.#text.slice(end + 2);
      this.lastId = /^id: (.*)$/m.exec(event)?.[1] ?? this.lastId;
      const data = /^data: (.+)$/m.exec(event)?.[1];
      if (data !== undefined) return JSON.parse(data);
    }
  }

  /** Closes the stream. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reader.cancel().catch(() => {}); // it may have broken off
  }
}

/** Opens the stream of a session that belongs to no request. */
export async function openStream(
  url: string,
  session: Record<string, string>,
  lastEventId?: string,
): Promise<EventReader> {
  const headers = {
    ...session,
    accept: "text/event-stream",
    ...lastEventId !== undefined && { "last-event-id": lastEventId },
  };
  const response = await fetch(url, { headers });
  assert.equal(response.status, 200);
  return new EventReader(response);
}
