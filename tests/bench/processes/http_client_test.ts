import assert from "node:assert/strict";
import { HttpClient, type HttpMode, runHttpLoad } from "../../../bench/processes/http_client.ts";
import { listTools, type Request as Asked, toReadTicket } from "../../../bench/measurements/requests.ts";

interface Seen {
  headers: Headers;
  // deno-lint-ignore no-explicit-any -- tests look into messages without a schema
  message: any;
}

/** Starts a server with sessions that responds with `result` and keeps what it receives. */
function createServer(result: unknown = {}, status = 200) {
  const seen: Seen[] = [];
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const message = await request.json();
    seen.push({ headers: request.headers, message });
    if (message.id === undefined) return new Response(null, { status: 202 });
    if (message.method === "initialize") {
      return Response.json({ id: message.id, result: {} }, { headers: { "mcp-session-id": "the-session" } });
    }
    return Response.json({ jsonrpc: "2.0", id: message.id, result }, { status });
  });
  return { seen, port: server.addr.port, [Symbol.asyncDispose]: () => server.shutdown() };
}

Deno.test("HttpClient opens a session and uses it", async () => {
  await using server = createServer();
  using host = await HttpClient.open(server.port, "in sessions");
  await host.request(listTools);
  assert.deepEqual(server.seen.map(({ message }) => message.method), [
    "initialize",
    "notifications/initialized",
    "tools/list",
  ]);
  assert.equal(server.seen.at(-1)!.headers.get("mcp-session-id"), "the-session");
  assert.equal(server.seen.at(-1)!.headers.get("mcp-protocol-version"), "2025-11-25");
});

Deno.test("HttpClient adds the envelope and headers of 2026-07-28 to each request", async () => {
  await using server = createServer();
  using host = await HttpClient.open(server.port, "stateless");
  await host.request(toReadTicket(42));
  const [{ headers, message }] = server.seen as [Seen];
  assert.equal(headers.get("mcp-method"), "resources/read");
  assert.equal(headers.get("mcp-name"), "ticket://42");
  assert.equal(message.params.uri, "ticket://42");
  assert.equal(message.params._meta["io.modelcontextprotocol/protocolVersion"], "2026-07-28");
});

for (const [result, status, expected] of [[{ isError: true }, 200, /200 OK/], [{}, 503, /503/]] as const) {
  Deno.test(`HttpClient.request() fails for ${JSON.stringify(result)} with status ${status}`, async () => {
    await using server = createServer(result, status);
    using host = await HttpClient.open(server.port, "stateless");
    await assert.rejects(host.request(listTools), expected);
  });
}

Deno.test("runHttpLoad() sends every request once, from all hosts", async () => {
  await using server = createServer();
  const ways: HttpMode[] = ["stateless", "stateless", "stateless"];
  const hosts = await Promise.all(ways.map((way) => HttpClient.open(server.port, way)));
  try {
    const requests: Asked[] = Array.from({ length: 20 }, (_, index) => toReadTicket(index));
    const { responses: answered } = await runHttpLoad(hosts, requests.values());
    assert.equal(answered, 20);
    assert.equal(new Set(server.seen.map(({ message }) => message.params.uri)).size, 20);
  } finally {
    for (const host of hosts) host[Symbol.dispose]();
  }
});

Deno.test("runHttpLoad() stops when the time is over", async () => {
  await using server = createServer();
  using host = await HttpClient.open(server.port, "stateless");
  const endless = (function* () {
    for (;;) yield listTools;
  })();
  assert.ok((await runHttpLoad([host], endless, 20)).responses >= 1);
});
