/** Invalid requests: each gets its status, and the server keeps working. */

import assert from "node:assert/strict";
import {
  ENVELOPE,
  getStatus,
  type HttpResult,
  openSession,
  post,
  readResult,
  request,
  statelessRequest,
} from "./post.ts";
import { startServer, type TestServer } from "./start_server.ts";

/** Asserts a refusal, and that the server goes on. */
async function assertRefused(
  served: TestServer,
  answer: HttpResult,
  status: number,
  code: number | null,
  says: RegExp,
) {
  assert.deepEqual([answer.status, answer.json?.error?.code ?? null], [status, code], answer.text);
  assert.match(answer.text, says);
  assert.equal((await statelessRequest(served.url, "tools/list")).status, 200);
  assert.equal((await served.desk.tickets.getStats()).total, 2);
  assert.deepEqual(served.errors.filter(({ message }) => /went wrong/.test(message)), []);
}

const PING = JSON.stringify({ jsonrpc: "2.0", id: 7, method: "ping" });

for (
  const [what, body, code, says] of [
    ["no JSON", "{oops", -32700, /not valid JSON/],
    ["nothing", "", -32700, /not valid JSON/],
    ["no UTF-8", new Uint8Array([0x22, 0xff, 0x22]), -32700, /UTF-8/],
    ["no message", "42", -32600, /JSON object/],
    ["no JSON-RPC", '{"id":1,"method":"ping"}', -32600, /jsonrpc must be/],
    ["an id of the wrong type", '{"jsonrpc":"2.0","id":{},"method":"ping"}', -32600, /id must be/],
    ["parameters of the wrong type", '{"jsonrpc":"2.0","id":1,"method":"ping","params":"x"}', -32600, /params must be/],
    ["an empty batch", "[]", -32600, /batch/],
    ["an endless batch", JSON.stringify(Array(101).fill(JSON.parse(PING))), -32600, /batch/],
  ] as const
) {
  Deno.test(`a body that is ${what} gets 400`, async () => {
    await using served = await startServer();
    await assertRefused(served, await post(served.url, body), 400, code, says);
  });
}

Deno.test("another media type gets 415, and a compressed body too", async () => {
  await using served = await startServer();
  await assertRefused(
    served,
    await post(served.url, PING, { "content-type": "text/plain" }),
    415,
    -32000,
    /application\/json/,
  );
  await assertRefused(served, await post(served.url, PING, { "content-encoding": "gzip" }), 415, -32000, /compressed/);
  const withCharset = await openSession(served.url, { headers: { "content-type": "application/json; charset=utf-8" } });
  assert.ok(withCharset["mcp-session-id"]);
});

Deno.test("a client that does not accept the response gets 406", async () => {
  await using served = await startServer();
  for (
    const accept of [
      "text/html",
      "text/event-stream",
      "text/*",
      "application/json;q=0, */*",
      "application/*;q=0.0, text/event-stream",
    ]
  ) {
    await assertRefused(
      served,
      await post(served.url, PING, { accept }),
      406,
      -32000,
      /application\/json, text\/event-stream/,
    );
  }
  const session = await openSession(served.url);
  const get = await readResult(await fetch(served.url, { headers: { ...session, accept: "application/json" } }));
  await assertRefused(served, get, 406, -32000, /event-stream/);
  const listen = await statelessRequest(served.url, "subscriptions/listen", { notifications: {} }, {
    accept: "application/json",
  });
  await assertRefused(served, listen, 406, -32000, /event-stream/);
});

Deno.test("/mcp/ is /mcp", async () => {
  await using served = await startServer();
  const session = await openSession(`${served.url}/`);
  assert.equal((await request(`${served.url}/`, "ping", {}, session)).status, 200);
  assert.equal((await request(served.url, "ping", {}, session)).status, 200);
  assert.deepEqual(new Set(served.exchanges.map(({ path }) => path)), new Set(["/mcp"]));
});

Deno.test("initialize with the id of a session that has ended opens a new session", async () => {
  await using served = await startServer();
  const { "mcp-session-id": ended } = await openSession(served.url);
  assert.equal(await getStatus(served.url, { method: "DELETE", headers: { "mcp-session-id": ended! } }), 204);
  for (const id of [ended!, "unknown"]) {
    const session = await openSession(served.url, { headers: { "x-request-id": "a" } });
    const headers = { "mcp-session-id": id };
    const params = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "host", version: "1" } };
    const opened = await request(served.url, "initialize", params, headers);
    assert.equal(opened.status, 200);
    assert.ok(![id, session["mcp-session-id"]].includes(opened.headers.get("mcp-session-id")!));
    const again = await request(served.url, "initialize", params, { "mcp-session-id": session["mcp-session-id"]! });
    await assertRefused(served, again, 400, -32600, /already open/);
  }
});

Deno.test("a path that isn't there gets 404, and a method that a path doesn't take 405", async () => {
  await using served = await startServer();
  for (const path of ["/", "/mcp//", "/MCP", "/__proto__", "/mcp/../admin"]) {
    await assertRefused(served, await post(served.at(path), PING), 404, -32000, /MCP is at \/mcp/);
  }
  for (
    const [path, method, allow] of [
      ["/mcp", "PUT", "GET, POST, DELETE"],
      ["/mcp", "OPTIONS", "GET, POST, DELETE"],
      ["/healthz", "POST", "GET, HEAD"],
      ["/readyz", "DELETE", "GET, HEAD"],
      ["/metrics", "POST", "GET, HEAD"],
    ] as const
  ) {
    const answer = await readResult(await fetch(served.at(path), { method }));
    assert.equal(answer.headers.get("allow"), allow);
    await assertRefused(served, answer, 405, -32000, new RegExp(method));
  }
});

Deno.test("GET and DELETE of revision 2026-07-28 get 405", async () => {
  await using served = await startServer();
  for (const method of ["GET", "DELETE"]) {
    const headers = { accept: "text/event-stream", "mcp-protocol-version": "2026-07-28" };
    const answer = await readResult(await fetch(served.url, { method, headers }));
    assert.equal(answer.headers.get("allow"), "POST");
    await assertRefused(served, answer, 405, -32000, /POST/);
  }
});

Deno.test("a wrong protocol version gets 400", async () => {
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

Deno.test("headers of 2026-07-28 that say something else than the body get 400", async () => {
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

Deno.test("a request without a session gets 400, and one with a session that isn't open 404", async () => {
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

Deno.test("the refusal of a request carries its id", async () => {
  await using served = await startServer();
  const answer = await post(
    served.url,
    JSON.stringify({ jsonrpc: "2.0", id: "mine", method: "tools/list" }),
  );
  assert.deepEqual([answer.status, answer.json.id], [400, "mine"]);
});

Deno.test("every answer has a request id: the client's own where it is one", async () => {
  await using served = await startServer();
  const named = await post(served.url, PING, { "x-request-id": "trace-42" });
  assert.equal(named.headers.get("x-request-id"), "trace-42");
  const forged = await post(served.url, PING, { "x-request-id": "a b" });
  assert.match(forged.headers.get("x-request-id")!, /^[0-9a-f-]{36}$/);
  assert.deepEqual(served.exchanges.map(({ id }) => id), ["trace-42", forged.headers.get("x-request-id")]);
});
