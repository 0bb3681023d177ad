import assert from "node:assert/strict";
import { inputRequired, McpServer } from "@modelcontextprotocol/server";
import * as z from "zod";
import { Connection } from "../../../client/connection/connection.ts";
import { createHttpSource } from "../../../client/configuration/http_source.ts";
import { HttpTransport } from "../../../client/transports/http_transport.ts";
import { until } from "../../until.ts";
import { CapturedScreen, createOptions } from "../connection_options.ts";
import { HttpServer } from "../http_server.ts";
import { createToolServer, READS } from "../agent/tool_server.ts";
import { neverAborted } from "../processes.ts";

Deno.test("HttpTransport connects, sends its headers with every request, and ends its session", async () => {
  const tokens = new Set<string | null>();
  await using server = new HttpServer(desk, {
    guard(request) {
      tokens.add(request.headers.get("authorization"));
      return undefined;
    },
  });
  const connection = await connect(server.url, { Authorization: "Bearer secret" });
  assert.deepEqual((await connection.tools()).map(({ name }) => name), ["look", "ask"]);
  assert.deepEqual((await connection.call("look", {})).content, [{ type: "text", text: "all is well" }]);
  await connection.close();
  assert.deepEqual([...tokens], ["Bearer secret"]);
  assert.equal(server.methods.at(-1), "DELETE");
});

for (const inEvents of [false, true]) {
  Deno.test(`HttpTransport accepts null for metadata in ${inEvents ? "events" : "bodies"}`, async () => {
    await using server = serveNullMetadata(inEvents);
    const connection = await connect(`http://127.0.0.1:${server.addr.port}/mcp`);
    assert.deepEqual((await connection.call("look", {})).content, [{ type: "text", text: "all is well" }]);
    await connection.close();
  });
}

/** Serves MCP by hand, with null for the metadata of every result. */
function serveNullMetadata(inEvents: boolean): Deno.HttpServer<Deno.NetAddr> {
  return Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    if (request.method !== "POST") return new Response(null, { status: 405 });
    const { id, method, params } = await request.json();
    if (id === undefined) return new Response(null, { status: 202 });
    const { protocolVersion } = params ?? {};
    const result = method === "initialize"
      ? { protocolVersion, capabilities: { tools: {} }, serverInfo: { name: "null", version: "1" } }
      : { content: [{ type: "text", text: "all is well" }] };
    const message = JSON.stringify({ jsonrpc: "2.0", id, result: { ...result, _meta: null } });
    const [type, body] = inEvents ? ["text/event-stream", `data: ${message}\n\n`] : ["application/json", message];
    return new Response(body, { headers: { "content-type": type } });
  });
}

Deno.test("HttpTransport sends its headers with the probe after a broken response", async () => {
  const looks: (string | null)[] = [];
  await using server = new HttpServer(desk, {
    guard({ method, headers }) {
      if (method === "OPTIONS") looks.push(headers.get("authorization"));
      return method === "GET"
        ? new Response(broken(), { headers: { "content-type": "text/event-stream" } })
        : undefined;
    },
  });
  const connection = await connect(server.url, { Authorization: "Bearer secret" });
  await until(() => looks.length > 0, "it has looked");
  assert.deepEqual((await connection.call("look", {})).content, [{ type: "text", text: "all is well" }]);
  await connection.close();
  assert.deepEqual(new Set(looks), new Set(["Bearer secret"]));
});

Deno.test("HttpTransport delivers requests of a server", async () => {
  await using server = new HttpServer(desk);
  const connection = await connect(server.url);
  const { content } = await connection.call("ask", {});
  assert.match(JSON.stringify(content), /Ticket escalated due to login failure/);
  await connection.close();
});

for (
  const [status, headers, says] of [
    [401, {}, /requires authentication \(401\): add an Authorization header\.$/],
    [401, { Authorization: "Bearer old" }, /rejected the token \(401\)/],
    [403, {}, /denied access \(403\): not for you\.$/],
    [404, {}, /has no MCP endpoint at \/mcp \(404\): check the path, which is often \/mcp\.$/],
    [405, {}, /has no MCP endpoint at \/mcp \(405\)/],
    [503, {}, /responded with HTTP status 503: not for you\.$/],
  ] as const
) {
  Deno.test(`HttpTransport explains ${status}${"Authorization" in headers ? " with a token" : ""}`, async () => {
    await using server = new HttpServer(desk, { guard: () => new Response("not\nfor you", { status }) });
    await assert.rejects(connect(server.url, headers), says);
  });
}

for (const [status, says] of [[403, /denied access \(403\)/], [421, /HTTP status 421/]] as const) {
  Deno.test(`HttpTransport reports the message of a JSON-RPC error with ${status}`, async () => {
    const guard = () =>
      Response.json({ jsonrpc: "2.0", id: null, error: { code: -32000, message: "Ask dana." } }, { status });
    await using server = new HttpServer(desk, { guard });
    await assert.rejects(
      connect(server.url),
      (error: Error) => says.test(error.message) && /: Ask dana\.$/.test(error.message),
    );
  });
}

Deno.test("HttpTransport reports an HTML page as an invalid response", async () => {
  const page = () => new Response("<html>", { headers: { "content-type": "text/html" } });
  await using server = new HttpServer(desk, { guard: page });
  await assert.rejects(connect(server.url), /sent an invalid MCP response .*text\/html/);
});

Deno.test("HttpTransport explains why a server cannot be reached", async () => {
  const server = new HttpServer(desk);
  const { url } = server;
  await server[Symbol.asyncDispose]();
  await assert.rejects(connect(url), /cannot be reached at http:\/\/127\.0\.0\.1:\d+ \(.*refused/);
});

Deno.test("HttpTransport explains a failed TLS connection", async () => {
  await using server = new HttpServer(desk);
  const url = server.url.replace("http:", "https:");
  await assert.rejects(
    connect(url),
    /cannot be reached at https:\/\/127\.0\.0\.1:\d+ \(it does not speak TLS; .*use http:/,
  );
});

Deno.test("HttpTransport reports a missing scope", async () => {
  const description = "dana may only read here: use a token with the scope write.";
  const challenge = `Bearer error="insufficient_scope", error_description="${description}", scope="write"`;
  let forbidden = false;
  const guard = () =>
    forbidden ? new Response(null, { status: 403, headers: { "WWW-Authenticate": challenge } }) : undefined;
  await using server = new HttpServer(desk, { guard });
  const connection = await connect(server.url, { Authorization: "Bearer secret" });
  forbidden = true;
  await assert.rejects(connection.call("look", {}), (failure: Error) => {
    assert.ok(failure.message.endsWith(`denied this token access (403): ${description}`), failure.message);
    return true;
  });
  await connection.close();
});

Deno.test("HttpTransport detects that its server is gone", async () => {
  const server = new HttpServer(desk);
  const connection = await connect(server.url);
  await server[Symbol.asyncDispose]();
  await assert.rejects(connection.call("look", {}), /^ServerError: The server .* cannot be reached at /);
  await until(() => !connection.isOpen, "the connection is closed");
  await assert.rejects(connection.tools(), /cannot be reached at .* while listing its tools/);
  await connection.close();
});

Deno.test("HttpTransport detects an expired session", async () => {
  let forgotten = false;
  await using server = new HttpServer(desk, {
    guard: () => forgotten ? new Response("no such session", { status: 404 }) : undefined,
  });
  const connection = await connect(server.url);
  forgotten = true;
  await assert.rejects(connection.call("look", {}), /no longer knows this session/);
  await until(() => !connection.isOpen, "the connection is closed");
  await connection.close();
});

Deno.test("HttpTransport closes during shutdown", async () => {
  await using server = new HttpServer(desk);
  const ending = new AbortController();
  const source = createHttpSource(server.url, {});
  const connection = await Connection.open(
    "it",
    () => source.openTransport(ending.signal),
    createOptions(new CapturedScreen()),
  );
  ending.abort();
  assert.equal(connection.isOpen, false);
});

Deno.test("HttpTransport reports which requests were certainly not processed", async () => {
  const server = new HttpServer(desk);
  const { url } = server;
  await server[Symbol.asyncDispose]();
  for (
    const [params, unprocessed] of [[{}, true], [{ inputResponses: {} }, false], [{ requestState: "" }, false]] as const
  ) {
    const transport = new HttpTransport(new URL(url), {}, neverAborted());
    await transport.start();
    const call = { jsonrpc: "2.0" as const, id: 1, method: "tools/call", params: { name: "ask", ...params } };
    await assert.rejects(transport.send(call), { name: "TransportError", temporary: true, unprocessed });
    assert.ok(transport.isDisconnected);
    await transport.close();
  }
});

Deno.test("HttpTransport reports a disconnect immediately", async () => {
  let isGone = false;
  await using server = new HttpServer(desk, { guard: () => isGone ? new Response(null, { status: 404 }) : undefined });
  const connection = await connect(server.url);
  isGone = true;
  await assert.rejects(connection.tools(), /no longer knows this session while listing its tools/);
  assert.equal(connection.isOpen, false);
  await connection.close();
});

function desk(): McpServer {
  const mcp = createToolServer({ look: { annotations: READS, use: () => "all is well" } });
  mcp.registerTool("ask", { inputSchema: z.object({}) }, (_, { mcpReq: { inputResponses } }) => {
    if (inputResponses !== undefined) return { content: [{ type: "text", text: JSON.stringify(inputResponses) }] };
    const messages = [{ role: "user" as const, content: { type: "text" as const, text: "What now?" } }];
    return inputRequired({ inputRequests: { it: inputRequired.createMessage({ messages, maxTokens: 9 }) } });
  });
  return mcp;
}

function connect(url: string, headers: Record<string, string> = {}): Promise<Connection> {
  const source = createHttpSource(url, headers);
  return Connection.open(source.name, () => source.openTransport(neverAborted()), createOptions(new CapturedScreen()));
}

/** A response that breaks off after its start. */
function broken(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(": here I am\n\n")),
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 50)); // Deno 2.7 must send it first
      controller.error(new Error("the plug is pulled"));
    },
  });
}

for (
  const [what, contentType, begin] of [["JSON", "application/json", '"'], ["events", "text/event-stream", "data: "]]
) {
  Deno.test(`HttpTransport rejects endless ${what}`, async () => {
    await using server = new HttpServer(() => createToolServer({}), {
      guard: (request) => request.method === "POST" ? endless(contentType!, begin!) : undefined,
    });
    await assert.rejects(connect(server.url), /` sent a message longer than 16777216 bytes/);
  });
}

/** An endless response. */
function endless(contentType: string, begin: string): Response {
  const piece = new TextEncoder().encode("x".repeat(1_000_000));
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(begin)),
    pull: (controller) => controller.enqueue(piece),
  });
  return new Response(body, { headers: { "content-type": contentType } });
}
