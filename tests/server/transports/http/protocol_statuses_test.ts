/** Requests that contradict the protocol: each gets its status, and the server keeps working. */

import assert from "node:assert/strict";
import { assertRefused } from "./assert_refused.ts";
import { ENVELOPE, openSession, post, readResult, request, statelessRequest } from "./post.ts";
import { startServer } from "./start_server.ts";

const PING = JSON.stringify({ jsonrpc: "2.0", id: 7, method: "ping" });

Deno.test("an unsupported protocol version gets 400", async () => {
  await using served = await startServer();
  const session = await openSession(served.url);
  const wrong = await request(served.url, "ping", {}, { ...session, "mcp-protocol-version": "1999-01-01" });
  await assertRefused(served, wrong, 400, -32000, /1999-01-01.*2026-07-28.*2025-11-25/);
  const params = { _meta: { ...ENVELOPE, "io.modelcontextprotocol/protocolVersion": "2099-01-01" } };
  const future = await request(served.url, "tools/list", params, {
    "mcp-protocol-version": "2099-01-01",
    "mcp-method": "tools/list",
  });
  assert.equal(future.json.error.data.supported.includes("2026-07-28"), true);
  await assertRefused(served, future, 400, future.json.error.code, /version/);
});

for (const revision of ["xyz", "2025-11-25, 2025-11-25", "2000-01-01"]) {
  Deno.test(`a protocol version "${revision}" gets 400 for every method, in a session and before one`, async () => {
    await using served = await startServer();
    for (const session of [{}, await openSession(served.url)]) {
      const headers = { ...session, "mcp-protocol-version": revision };
      await assertRefused(
        served,
        await post(served.url, PING, headers),
        400,
        -32000,
        /Unsupported protocol version.*2025-11-25/,
      );
      for (const method of ["GET", "DELETE"]) {
        const options = { method, headers: { ...headers, accept: "text/event-stream" } };
        await assertRefused(
          served,
          await readResult(await fetch(served.url, options)),
          400,
          -32000,
          /Unsupported protocol version/,
        );
      }
    }
  });
}

Deno.test("a response in the revision without sessions gets 400, with what to send", async () => {
  await using served = await startServer();
  const response = JSON.stringify({ jsonrpc: "2.0", id: 7, result: {} });
  const refused = await post(served.url, response, { "mcp-protocol-version": "2026-07-28" });
  await assertRefused(served, refused, 400, -32000, /2026-07-28 has no sessions.*requests/);
});

for (
  const [uri, problem] of [["nope://x", /not found: nope/], [undefined, /uri is required/], [
    5,
    /uri must be a string/,
  ]] as const
) {
  Deno.test(`resources/read of ${uri} is refused in one sentence in the revision without sessions`, async () => {
    await using served = await startServer();
    const { json } = await statelessRequest(served.url, "resources/read", { uri });
    assert.equal(json.error.code, -32602);
    assert.match(json.error.message, problem);
  });
}

Deno.test("a batch gets 400 in the revisions that have none", async () => {
  await using served = await startServer();
  for (const revision of ["2025-06-18", "2025-11-25"]) {
    const session = await openSession(served.url, { revision });
    await assertRefused(
      served,
      await post(served.url, `[${PING}]`, session),
      400,
      -32600,
      /Batches are supported only/,
    );
  }
  const headers = { "mcp-protocol-version": "2026-07-28", "mcp-method": "ping" };
  const message = { ...JSON.parse(PING), params: { _meta: ENVELOPE } };
  await assertRefused(served, await post(served.url, JSON.stringify([message]), headers), 400, -32600, /Batches/);
});

Deno.test("headers of 2026-07-28 that contradict the body get 400", async () => {
  await using served = await startServer();
  const answer = await statelessRequest(served.url, "tools/call", {
    name: "get_ticket",
    arguments: { ticket_id: "42" },
  }, {
    "mcp-name": "close_ticket_tool",
  });
  await assertRefused(served, answer, 400, -32020, /Mcp-Name/i);
  const without = await request(served.url, "tools/list", {}, {
    "mcp-protocol-version": "2026-07-28",
    "mcp-method": "tools/list",
  });
  await assertRefused(served, without, 400, -32602, /_meta/);
});

Deno.test("a request without a session gets 400, and one with an unknown session gets 404", async () => {
  await using served = await startServer();
  await assertRefused(served, await post(served.url, PING), 400, -32000, /initialize/);
  await assertRefused(
    served,
    await post(served.url, PING, { "mcp-session-id": crypto.randomUUID() }),
    404,
    -32001,
    /initialize/,
  );
  for (const method of ["GET", "DELETE"]) {
    const headers = { accept: "text/event-stream", "mcp-session-id": "unknown" };
    await assertRefused(
      served,
      await readResult(await fetch(served.url, { method, headers })),
      404,
      -32001,
      /initialize/,
    );
  }
});

Deno.test("a second initialize in a session gets 400", async () => {
  await using served = await startServer();
  const session = await openSession(served.url);
  const again = await request(served.url, "initialize", {
    protocolVersion: "2025-11-25",
    capabilities: {},
    clientInfo: { name: "x", version: "1" },
  }, session);
  assert.equal(again.status, 400, again.text);
});

Deno.test("an unknown method gets -32601, in both eras", async () => {
  await using served = await startServer();
  const session = await openSession(served.url);
  assert.equal((await request(served.url, "tickets/burn", {}, session)).json.error.code, -32601);
  const stateless = await statelessRequest(served.url, "tickets/burn");
  assert.deepEqual([stateless.status, stateless.json.error.code], [404, -32601]);
});

Deno.test("an error has the id of its request", async () => {
  await using served = await startServer();
  const answer = await post(
    served.url,
    JSON.stringify({ jsonrpc: "2.0", id: "mine", method: "tools/list" }),
  );
  assert.deepEqual([answer.status, answer.json.id], [400, "mine"]);
});

Deno.test("every response has a request id, and repeats a valid one of the client", async () => {
  await using served = await startServer();
  const named = await post(served.url, PING, { "x-request-id": "trace-42" });
  assert.equal(named.headers.get("x-request-id"), "trace-42");
  const forged = await post(served.url, PING, { "x-request-id": "a b" });
  assert.match(forged.headers.get("x-request-id")!, /^[0-9a-f-]{36}$/);
  assert.deepEqual(served.exchanges.map(({ id }) => id), ["trace-42", forged.headers.get("x-request-id")]);
});
