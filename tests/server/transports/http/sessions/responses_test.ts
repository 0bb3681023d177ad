/** The form of responses: JSON for a single message, a stream for several. */

import assert from "node:assert/strict";
import { until } from "../../../../until.ts";
import { EventReader, getStatus, openSession, openStream, post, request } from "../post.ts";
import { startServer } from "../start_server.ts";

const by = { kind: "host", name: "test", version: null } as const;
const JSON_HEADERS = { "content-type": "application/json", accept: "application/json, text/event-stream" };
const ESCALATING = { name: "escalate_ticket", arguments: { ticket_id: "43", reason: "Tried for a week." } };
const PRIORITY = { action: "accept", content: { priority: "high" } };

/** Posts a call whose answer is a stream. */
async function callStreamed(url: string, session: Record<string, string>, params: unknown): Promise<EventReader> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 5, method: "tools/call", params });
  const response = await fetch(url, { method: "POST", body, headers: { ...JSON_HEADERS, ...session } });
  assert.match(response.headers.get("content-type")!, /^text\/event-stream/);
  return new EventReader(response);
}

/** Answers a question of the server. */
async function answer(url: string, session: Record<string, string>, id: unknown, result: unknown): Promise<void> {
  const { status } = await post(url, JSON.stringify({ jsonrpc: "2.0", id, result }), session);
  assert.equal(status, 202);
}

Deno.test("an answer that asks nothing is plain JSON", async () => {
  await using served = await startServer();
  const session = await openSession(served.url);
  for (
    const [method, params] of [
      ["tools/list", {}],
      ["resources/read", { uri: "ticket://42" }],
      ["tools/call", { name: "get_ticket", arguments: { ticket_id: "42" } }],
      ["tools/call", { name: "get_ticket", arguments: { ticket_id: "7" } }],
      ["prompts/get", { name: "no_such_prompt" }],
    ] as const
  ) {
    const { status, headers, json } = await request(served.url, method, params, session);
    assert.equal(status, 200);
    assert.equal(headers.get("content-type"), "application/json");
    assert.equal(json.id, 1);
    assert.ok("result" in json || "error" in json);
  }
});

Deno.test("an answer with a message to the log before it is a whole stream", async () => {
  await using served = await startServer();
  const session = await openSession(served.url);
  const closing = { name: "close_ticket_tool", arguments: { ticket_id: "42", resolution: "Reset." } };
  const answered = await request(served.url, "tools/call", closing, session);
  assert.match(answered.headers.get("content-type")!, /^text\/event-stream/);
  assert.ok(Number(answered.headers.get("content-length")) > 0, "it came in one piece");
  await using events = new EventReader(new Response(answered.text));
  assert.equal((await events.next()).method, "notifications/message");
  assert.equal((await events.next()).result.structuredContent.success, true);
});

Deno.test("a client that wants no messages gets JSON for writes too", async () => {
  await using served = await startServer();
  const session = await openSession(served.url);
  await request(served.url, "logging/setLevel", { level: "error" }, session);
  const closing = { name: "close_ticket_tool", arguments: { ticket_id: "42", resolution: "Reset." } };
  const { json } = await request(served.url, "tools/call", closing, session);
  assert.equal(json.result.structuredContent.success, true);
});

Deno.test("a request to the client is sent at once, and the response follows on the same stream", async () => {
  await using served = await startServer();
  const session = await openSession(served.url, { capabilities: { elicitation: {} } });
  await using events = await callStreamed(served.url, session, ESCALATING);
  const question = await events.next();
  assert.equal(question.method, "elicitation/create");
  await answer(served.url, session, question.id, PRIORITY);
  assert.equal((await events.next()).method, "notifications/message");
  const { id, result } = await events.next();
  assert.deepEqual([id, result.structuredContent.priority], [5, "high"]);
  assert.equal(await events.next(), undefined);
});

Deno.test("a call continues without its client, which gets the response when it resumes the stream", async () => {
  await using served = await startServer();
  const session = await openSession(served.url, { capabilities: { elicitation: {} } });
  let question, last;
  {
    await using events = await callStreamed(served.url, session, ESCALATING);
    question = await events.next();
    last = events.lastId;
  }
  await answer(served.url, session, question.id, PRIORITY);
  await until(async () => (await served.desk.tickets.get("43")).escalation !== null, "the escalation");
  await using rest = await openStream(served.url, session, last);
  assert.equal((await rest.next()).method, "notifications/message");
  const { id, result } = await rest.next();
  assert.deepEqual([id, result.structuredContent.priority], [5, "high"]);
  assert.equal(await rest.next(), undefined);
});

Deno.test("a client that comes back gets the notifications that it missed", async () => {
  await using served = await startServer();
  const session = await openSession(served.url);
  await request(served.url, "resources/subscribe", { uri: "ticket://42" }, session);
  let last;
  {
    await using stream = await openStream(served.url, session);
    await served.desk.tickets.update("42", { priority: "high" }, { by });
    assert.equal((await stream.next()).params.uri, "ticket://42");
    last = stream.lastId;
  }
  await until(async () => /support_mcp_streams 0/.test(await (await fetch(served.at("/metrics"))).text()), "no stream");
  await served.desk.tickets.update("42", { priority: "low" }, { by });
  for (let n = 0; n < 30; n++) await request(served.url, "tools/list", {}, session);
  await using stream = await openStream(served.url, session, last);
  assert.equal((await stream.next()).params.uri, "ticket://42");
});

Deno.test("a client that missed more events than are kept gets those, and an update of all its subscriptions", async () => {
  await using served = await startServer();
  const session = await openSession(served.url);
  for (const uri of ["ticket://42", "ticket://43"]) await request(served.url, "resources/subscribe", { uri }, session);
  let last;
  {
    await using stream = await openStream(served.url, session);
    await served.desk.tickets.update("43", { priority: "high" }, { by });
    assert.equal((await stream.next()).params.uri, "ticket://43");
    last = stream.lastId!;
  }
  for (let n = 0; n < 120; n++) {
    await served.desk.tickets.update("42", { priority: n % 2 === 0 ? "high" : "low" }, { by });
  }
  const metrics = async () => await (await fetch(served.at("/metrics"))).text();
  await until(async () => /support_mcp_streams 0/.test(await metrics()), "no stream");
  await until(async () => {
    await using probe = await openStream(served.url, session, last);
    const uris = [];
    for (let n = 0; n < 102; n++) uris.push((await probe.next()).params.uri);
    return uris.slice(0, 100).every((uri) => uri === "ticket://42") &&
      uris.slice(100).join() === "ticket://42,ticket://43";
  }, "the kept events and the updates");
});

Deno.test("an event of another stream gets 400", async () => {
  await using served = await startServer();
  const session = await openSession(served.url);
  const headers = { ...session, accept: "text/event-stream", "last-event-id": "99999" };
  assert.equal(await getStatus(served.url, { headers }), 400);
});

Deno.test("a second standing stream replaces the first one", async () => {
  await using served = await startServer();
  const session = await openSession(served.url);
  await request(served.url, "resources/subscribe", { uri: "ticket://42" }, session);
  await using first = await openStream(served.url, session);
  await using second = await openStream(served.url, session);
  assert.equal(await first.next(), undefined);
  await served.desk.tickets.update("42", { priority: "high" }, { by });
  assert.equal((await second.next()).params.uri, "ticket://42");
});

Deno.test("a call that its client cancels ends its stream, and changes nothing", async () => {
  await using served = await startServer();
  const session = await openSession(served.url, { capabilities: { elicitation: {} } });
  await using events = await callStreamed(served.url, session, ESCALATING);
  await events.next();
  const cancel = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 5 } };
  assert.equal((await post(served.url, JSON.stringify(cancel), session)).status, 202);
  assert.equal(await events.next(), undefined);
  assert.equal((await served.desk.tickets.get("43")).escalation, null);
});

for (const isBatch of [false, true]) {
  Deno.test(`an invalid response ${isBatch ? "in a batch " : ""}gets 400 and fails the request at once`, async () => {
    await using served = await startServer();
    const revision = isBatch ? "2025-03-26" : "2025-11-25";
    const session = await openSession(served.url, { capabilities: { elicitation: {} }, revision });
    const other = await openSession(served.url, { revision });
    await using events = await callStreamed(served.url, session, ESCALATING);
    const { id } = await events.next();
    const response = { jsonrpc: "2.0", id, result: PRIORITY, error: { code: 1, message: "no" } };
    const body = JSON.stringify(isBatch ? [response] : response);
    assert.equal((await post(served.url, body, other)).status, 400);
    assert.equal((await post(served.url, body)).status, 400);
    assert.equal((await served.desk.tickets.get("43")).escalation, null, "another session settles nothing");
    const { status, json } = await post(served.url, body, session);
    assert.deepEqual([status, json.error.code], [400, -32600]);
    assert.match(json.error.message, /^The response to request \d+ is invalid: .*not both/);
    assert.equal((await events.next()).method, "notifications/message");
    assert.equal((await events.next()).result.structuredContent.priority, "medium");
  });
}

Deno.test("a request with the id of a pending one gets 400, and the pending one continues", async () => {
  await using served = await startServer();
  const session = await openSession(served.url, { capabilities: { elicitation: {} } });
  await using events = await callStreamed(served.url, session, ESCALATING);
  const { id } = await events.next();
  const again = await post(served.url, JSON.stringify({ jsonrpc: "2.0", id: 5, method: "ping" }), session);
  assert.deepEqual([again.status, again.json.error.code], [400, -32600]);
  await answer(served.url, session, id, PRIORITY);
  await events.next();
  assert.equal((await events.next()).result.structuredContent.priority, "high");
});

Deno.test("a batch of revision 2025-03-26 is answered as one", async () => {
  await using served = await startServer();
  const session = await openSession(served.url, { revision: "2025-03-26" });
  const batch = [1, 2].map((id) => ({ jsonrpc: "2.0", id, method: "ping" }));
  const { status, text } = await post(served.url, JSON.stringify(batch), session);
  assert.equal(status, 200);
  assert.match(text, /"id":1[\s\S]*"id":2/);
});

Deno.test("the server cancels its own request of a call that the client cancels", async () => {
  await using served = await startServer();
  const session = await openSession(served.url, { capabilities: { elicitation: {} } });
  await using standing = await openStream(served.url, session);
  await using events = await callStreamed(served.url, session, ESCALATING);
  const question = await events.next();
  const cancel = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 5 } };
  await post(served.url, JSON.stringify(cancel), session);
  const { method, params } = await standing.next();
  assert.deepEqual([method, params.requestId], ["notifications/cancelled", question.id]);
});

Deno.test("a response that is not UTF-8 fails the server's request", async () => {
  await using served = await startServer();
  const session = await openSession(served.url, { capabilities: { elicitation: {} } });
  await using events = await callStreamed(served.url, session, ESCALATING);
  const { id } = await events.next();
  const text = JSON.stringify({ jsonrpc: "2.0", id, result: { ...PRIORITY, note: "?" } });
  const refused = await post(served.url, encodeBroken(text), session);
  assert.deepEqual([refused.status, refused.json.id], [400, null]);
  assert.equal((await events.next()).method, "notifications/message");
  assert.equal((await events.next()).result.structuredContent.priority, "medium");
});

Deno.test("a request that is not UTF-8 gets an error with its id", async () => {
  await using served = await startServer();
  const session = await openSession(served.url);
  const text = JSON.stringify({ jsonrpc: "2.0", id: "a", method: "ping", params: { note: "?" } });
  const { status, json } = await post(served.url, encodeBroken(text), session);
  assert.equal(status, 400);
  assert.deepEqual(json, {
    jsonrpc: "2.0",
    error: { code: -32700, message: "The message is not valid UTF-8." },
    id: "a",
  });
});

/** Encodes a text with a byte that is not UTF-8 in the place of the question mark. */
function encodeBroken(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text).map((byte) => byte === 0x3f ? 0xff : byte);
}

Deno.test("an error about a response does not repeat its id, which belongs to the server", async () => {
  await using served = await startServer();
  const response = JSON.stringify({ jsonrpc: "2.0", id: 5, result: {} });
  const { status, json } = await post(served.url, response, { "mcp-session-id": "closed" });
  assert.deepEqual([status, json.id], [404, null]);
});
