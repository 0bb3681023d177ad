/** Invalid requests: each gets its status, and the server keeps working. */

import assert from "node:assert/strict";
import { assertRefused } from "./assert_refused.ts";
import { getStatus, openSession, post, readResult, request, statelessRequest } from "./post.ts";
import { startServer } from "./start_server.ts";

const PING = JSON.stringify({ jsonrpc: "2.0", id: 7, method: "ping" });

for (
  const [what, body, code, says] of [
    ["text that is not JSON", "{oops", -32700, /not valid JSON/],
    ["no content", "", -32700, /not valid JSON/],
    ["bytes that are not UTF-8", new Uint8Array([0x22, 0xff, 0x22]), -32700, /UTF-8/],
    ["a number", "42", -32600, /JSON object/],
    ["JSON that is not JSON-RPC", '{"id":1,"method":"ping"}', -32600, /jsonrpc must be/],
    ["an id of the wrong type", '{"jsonrpc":"2.0","id":{},"method":"ping"}', -32600, /id must be/],
    ["parameters of the wrong type", '{"jsonrpc":"2.0","id":1,"method":"ping","params":"x"}', -32600, /params must be/],
    ["an empty batch", "[]", -32600, /batch/],
    ["a batch over the limit", JSON.stringify(Array(101).fill(JSON.parse(PING))), -32600, /batch/],
  ] as const
) {
  Deno.test(`a body with ${what} gets 400`, async () => {
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

Deno.test("/mcp/ works like /mcp", async () => {
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

Deno.test("an unknown path gets 404, and a method that a path does not support gets 405", async () => {
  await using served = await startServer();
  for (const path of ["/", "/mcp//", "/MCP", "/__proto__", "/mcp/../admin"]) {
    await assertRefused(served, await post(served.at(path), PING), 404, -32000, /The MCP endpoint is \/mcp/);
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
