/** Limits of one client, and of all together. */

import assert from "node:assert/strict";
import type { Desk } from "../../../../store/mod.ts";
import { openDemoDesk } from "../../connect.ts";
import { FakeTimers } from "../../../fake_timers.ts";
import { until } from "../../../until.ts";
import {
  EventReader,
  getStatus,
  openSession,
  openStream,
  post,
  readResult,
  request,
  statelessRequest,
} from "./post.ts";
import { rawRequest } from "./raw_request.ts";
import { startServer } from "./start_server.ts";

const INITIALIZE = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "hand", version: "1" } };
const READING = { name: "get_ticket", arguments: { ticket_id: "42" } };

for (
  const [way, body] of [
    ["declares its length", "x".repeat(2000)],
    ["does not declare its length", new Blob(["x".repeat(2000)]).stream()],
  ] as const
) {
  Deno.test(`a body over the limit that ${way} gets 413`, async () => {
    await using served = await startServer({ limits: { bodyBytes: 1000 } });
    const answer = await post(served.url, body);
    assert.deepEqual([answer.status, answer.json.error.code], [413, -32600]);
    assert.match(answer.text, /limit 1,000 bytes/);
    assert.equal((await statelessRequest(served.url, "tools/list")).status, 200);
  });
}

Deno.test("a body with a declared length over the limit is rejected before it is read", async () => {
  await using served = await startServer();
  const answer = await rawRequest(served.url, { "content-length": "999999999999" }, "{");
  assert.match(answer, /^HTTP\/1\.1 413 /);
});

Deno.test("a body that is sent too slowly gets 408", async () => {
  await using served = await startServer({ limits: { requestTime: 100 } });
  const answer = await rawRequest(served.url, { "content-length": "100" }, "{");
  assert.match(answer, /^HTTP\/1\.1 408 /);
  assert.match(answer, /connection: close/i);
});

Deno.test("a body that ends early changes nothing", async () => {
  await using served = await startServer();
  await rawRequest(served.url, { "content-length": "100" }, '{"jsonrpc":', { hangUp: true });
  await until(() => served.exchanges.length === 1, "the request to be over");
  assert.equal(served.exchanges[0]!.status, 400);
  assert.deepEqual(served.errors, []);
  assert.equal((await statelessRequest(served.url, "tools/list")).status, 200);
});

Deno.test("too many messages in a minute get 429 and the time to retry", async () => {
  await using served = await startServer({ limits: { messagesPerMinute: 3 } });
  for (let n = 0; n < 3; n++) assert.equal((await statelessRequest(served.url, "tools/list")).status, 200);
  const answer = await statelessRequest(served.url, "tools/list");
  assert.equal(answer.status, 429);
  const seconds = Number(answer.headers.get("retry-after")); // 20, less what the requests took
  assert.ok(seconds >= 1 && seconds <= 20, `${seconds}`);
  assert.match(answer.text, new RegExp(`3 messages per minute\\). Try again in ${seconds} s`));
  assert.equal(await getStatus(served.at("/healthz")), 200);
});

Deno.test("each message of a batch counts towards the rate limit", async () => {
  await using served = await startServer({ limits: { messagesPerMinute: 10 } });
  const session = await openSession(served.url, { revision: "2025-03-26" });
  const batch = Array.from({ length: 9 }, (_, id) => ({ jsonrpc: "2.0", id, method: "ping" }));
  assert.equal((await post(served.url, JSON.stringify(batch), session)).status, 429);
});

Deno.test("a session over the limit replaces the longest idle one of the same client", async () => {
  await using served = await startServer({ limits: { sessions: 2 } });
  const first = await openSession(served.url);
  const second = await openSession(served.url);
  assert.equal((await request(served.url, "ping", {}, first)).status, 200);
  const third = await openSession(served.url);
  const statuses = [];
  for (const session of [first, second, third]) {
    statuses.push((await request(served.url, "ping", {}, session)).status);
  }
  assert.deepEqual(statuses, [200, 404, 200]);
});

Deno.test("a session over the limit gets 503 while all are in use", async () => {
  await using served = await startServer({ limits: { sessions: 2 } });
  const sessions = [await openSession(served.url), await openSession(served.url)];
  await using _first = await openStream(served.url, sessions[0]!);
  await using _second = await openStream(served.url, sessions[1]!);
  const third = await request(served.url, "initialize", INITIALIZE);
  assert.equal(third.status, 503);
  assert.match(third.text, /limit 2\), and all are in use\. Close one first/);
  assert.equal(third.headers.get("retry-after"), null, "no one knows when");
  await fetch(served.url, { method: "DELETE", headers: sessions[0]! });
  assert.equal((await request(served.url, "initialize", INITIALIZE)).status, 200);
});

Deno.test("concurrent requests leave no more sessions open than the limit", async () => {
  await using served = await startServer({ limits: { sessions: 3 } });
  await Promise.all(Array.from({ length: 20 }, () => request(served.url, "initialize", INITIALIZE)));
  assert.match(await (await fetch(served.at("/metrics"))).text(), /support_mcp_sessions 3\n/);
});

Deno.test("an initialize that fails opens no session", async () => {
  await using served = await startServer({ limits: { sessions: 1 } });
  assert.equal((await request(served.url, "initialize", {})).status, 400);
  assert.ok(await openSession(served.url));
});

Deno.test("DELETE ends a session", async () => {
  await using served = await startServer();
  const session = await openSession(served.url);
  await using stream = await openStream(served.url, session);
  assert.equal(await getStatus(served.url, { method: "DELETE", headers: session }), 204);
  assert.equal(await stream.next(), undefined);
  assert.equal((await request(served.url, "ping", {}, session)).status, 404);
});

Deno.test("an idle session is closed unless it has an open stream", async () => {
  await using served = await startServer({ limits: { sessionIdle: 50 } });
  const busy = await openSession(served.url);
  await using _stream = await openStream(served.url, busy);
  const idle = await openSession(served.url);
  await until(
    async () => /support_mcp_sessions 1\n/.test(await (await fetch(served.at("/metrics"))).text()),
    "one session",
  );
  assert.equal((await request(served.url, "ping", {}, idle)).status, 404);
  assert.equal((await request(served.url, "ping", {}, busy)).status, 200);
});

Deno.test("a stream over the limit gets 503, in both eras", async () => {
  await using served = await startServer({ limits: { streams: 1 } });
  const session = await openSession(served.url);
  const stream = await openStream(served.url, session);
  const other = await openSession(served.url);
  const refused = await fetch(served.url, { headers: { ...other, accept: "text/event-stream" } });
  assert.equal(refused.status, 503);
  await refused.body?.cancel();
  const listening = { notifications: { resourceSubscriptions: ["ticket://42"] } };
  assert.equal((await statelessRequest(served.url, "subscriptions/listen", listening)).status, 503);
  await stream[Symbol.asyncDispose]();
  await until(async () => {
    const again = await fetch(served.url, { headers: { ...other, accept: "text/event-stream" } });
    await again.body?.cancel();
    return again.status === 200;
  }, "a stream");
});

/** A desk whose tickets are never found, nor not found. @param onAsked Called when one is asked for. */
function stuckDesk(desk: Desk, onAsked: () => void): Desk {
  const wait = () => {
    onAsked();
    return new Promise(() => {});
  };
  const tickets = new Proxy(desk.tickets, {
    get: (target, name) => name === "get" ? wait : Reflect.get(target, name).bind(target),
  });
  return { ...desk, tickets };
}

for (const era of ["session", "stateless"] as const) {
  Deno.test(`a request that takes too long gets 503 (${era})`, async () => {
    using timers = new FakeTimers(10_000);
    await using desk = disposable(await openDemoDesk());
    const stuck = stuckDesk(desk.desk, () => timers.advance(20_001));
    await using served = await startServer({ desk: stuck, limits: { requestTime: 20_000 } });
    const answer = era === "session"
      ? await request(served.url, "tools/call", READING, await openSession(served.url))
      : await statelessRequest(served.url, "tools/call", READING);
    assert.deepEqual([answer.status, answer.json.error.code, answer.json.id], [503, -32603, 1]);
    assert.match(answer.text, /Timed out after 20 s.*idempotency_key/);
    assert.equal((await statelessRequest(served.url, "tools/list")).status, 200);
  });
}

Deno.test("a person has more time to respond than a request", async () => {
  await using served = await startServer({ limits: { requestTime: 20_000 } });
  const session = await openSession(served.url, { capabilities: { elicitation: {} } });
  const body = JSON.stringify({
    jsonrpc: "2.0",
    id: 5,
    method: "tools/call",
    params: { name: "escalate_ticket", arguments: { ticket_id: "43", reason: "x" } },
  });
  const headers = { ...session, "content-type": "application/json", accept: "application/json, text/event-stream" };
  using timers = new FakeTimers(10_000);
  const response = await fetch(served.url, { method: "POST", body, headers });
  assert.equal(response.status, 200);
  await using events = new EventReader(response);
  const { id } = await events.next();
  timers.advance(30_000);
  await post(served.url, JSON.stringify({ jsonrpc: "2.0", id, result: { action: "decline" } }), session);
  assert.equal((await events.next()).method, "notifications/message");
  assert.equal((await events.next()).result.structuredContent.priority, "medium");
});

Deno.test("a client that sends too many requests still gets responses", async () => {
  await using served = await startServer({ limits: { messagesPerMinute: Infinity } });
  const answers = await Promise.all(Array.from({ length: 200 }, () => statelessRequest(served.url, "ping")));
  assert.equal(answers.length, 200);
  assert.ok((await readResult(await fetch(served.at("/readyz")))).status === 200);
});

function disposable(desk: Desk): { desk: Desk } & AsyncDisposable {
  return { desk, [Symbol.asyncDispose]: () => desk.close() };
}
