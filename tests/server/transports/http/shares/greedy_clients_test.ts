/** One client cannot use up what all share. */

import assert from "node:assert/strict";
import { parseTokens, TokenAuthenticator } from "../../../../../server/transports/http/mod.ts";
import { until } from "../../../../until.ts";
import { ENVELOPE, EventReader, openSession, openStream, post, request, statelessRequest } from "../post.ts";
import { startServer, type TestServerOptions } from "../start_server.ts";

const GREEDY = { authorization: "Bearer greedys-token-0123456789" };
const DANA = { authorization: "Bearer danas-token-0123456789" };
const EVE = { authorization: "Bearer eves-token-0123456789" };
const INITIALIZE = { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "hand", version: "1" } };
const ESCALATE = { name: "escalate_ticket", arguments: { ticket_id: "43", reason: "x" } };

function startGuarded(limits: TestServerOptions["limits"] = {}) {
  const lines =
    "greedy write greedys-token-0123456789\ndana write danas-token-0123456789\neve write eves-token-0123456789";
  return startServer({ authenticator: new TokenAuthenticator(parseTokens(lines)), limits });
}

/** Posts a request and reads the beginning of its stream. */
async function openCall(url: string, params: object, headers: Record<string, string>): Promise<EventReader> {
  const response = await fetch(url, {
    method: "POST",
    body: JSON.stringify({ jsonrpc: "2.0", id: crypto.randomUUID(), method: "tools/call", params }),
    headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
  });
  return new EventReader(response);
}

/** Calls a tool and returns its result, even if messages come before it. */
async function callToEnd(url: string, params: object, headers: Record<string, string>) {
  const { text } = await request(url, "tools/call", { ...params }, headers);
  const messages = text.startsWith("{") ? [text] : text.match(/(?<=^data: ).+$/gm)!;
  return JSON.parse(messages.at(-1)!).result;
}

Deno.test("a client with all sessions gives way to others, its longest idle session first", async () => {
  await using served = await startGuarded({ sessions: 4 });
  const greedy = [];
  for (let n = 0; n < 4; n++) greedy.push(await openSession(served.url, { headers: GREEDY }));
  const dana = await openSession(served.url, { headers: DANA });
  const eve = await openSession(served.url, { headers: EVE });
  for (let n = 0; n < 4; n++) await openSession(served.url, { headers: GREEDY });
  for (const session of [dana, eve]) assert.equal((await request(served.url, "ping", {}, session)).status, 200);
  for (const session of greedy) assert.equal((await request(served.url, "ping", {}, session)).status, 404);
});

Deno.test("a client whose sessions all have streams gives way too, but only to those who have fewer", async () => {
  await using served = await startGuarded({ sessions: 3 });
  const sessions = [];
  const streams = [];
  for (let n = 0; n < 3; n++) {
    sessions.push(await openSession(served.url, { headers: GREEDY }));
    streams.push(await openStream(served.url, sessions[n]!));
  }
  const dana = await openSession(served.url, { headers: DANA });
  await using _danas = await openStream(served.url, dana);
  assert.equal(await streams[0]!.next(), undefined, "its first stream has ended");
  assert.equal((await request(served.url, "ping", {}, sessions[0])).status, 404);
  assert.equal((await request(served.url, "initialize", INITIALIZE, DANA)).status, 503, "both would have as many");
  assert.equal((await request(served.url, "ping", {}, sessions[1])).status, 200);
  for (const stream of streams) await stream[Symbol.asyncDispose]();
});

Deno.test("a client with all streams gives way to others, in both eras", async () => {
  await using served = await startGuarded({ streams: 3 });
  const session = await openSession(served.url, { headers: GREEDY });
  await using first = await openStream(served.url, session);
  const listen = (headers: Record<string, string>) =>
    fetch(served.url, {
      method: "POST",
      body: JSON.stringify({
        jsonrpc: "2.0",
        id: 1,
        method: "subscriptions/listen",
        params: { _meta: ENVELOPE, notifications: { resourceSubscriptions: ["ticket://42"] } },
      }),
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        "mcp-protocol-version": "2026-07-28",
        "mcp-method": "subscriptions/listen",
        ...headers,
      },
    });
  await using _second = new EventReader(await listen(GREEDY));
  await using _third = new EventReader(await listen(GREEDY));
  const refused = await listen(GREEDY);
  assert.equal(refused.status, 503);
  assert.equal(refused.headers.get("retry-after"), null, "no one knows when");
  await refused.body?.cancel();
  await using danas = new EventReader(await listen(DANA));
  assert.equal(danas.response.status, 200);
  assert.equal(await first.next(), undefined, "the oldest stream has ended");
});

Deno.test("a subscription to a long URI is refused, in both eras", async () => {
  await using served = await startGuarded();
  const session = await openSession(served.url, { headers: GREEDY });
  const uri = `ticket://${"4".repeat(100_000)}`;
  const { json: { error } } = await request(served.url, "resources/subscribe", { uri }, session);
  assert.equal(error.code, -32602);
  assert.equal(error.message, "uri is too long: 100,009 characters (limit 2,048)");
  const listening = { notifications: { resourceSubscriptions: [uri] } };
  const refused = await statelessRequest(served.url, "subscriptions/listen", listening, GREEDY);
  assert.deepEqual([refused.status, refused.json.error.code], [400, -32602]);
  assert.match(refused.json.error.message, /^uri is too long/);
});

Deno.test("the subscriptions of a client are limited over all its connections, and count only while they last", async () => {
  await using served = await startGuarded({ subscriptions: { count: 3, bytes: 1000 } });
  const session = await openSession(served.url, { headers: GREEDY });
  const other = await openSession(served.url, { headers: GREEDY });
  const subscribe = async (uri: string, headers: Record<string, string>, method = "resources/subscribe") =>
    (await request(served.url, method, { uri }, headers)).json.error?.message as string | undefined;
  for (const uri of ["ticket://1", "ticket://2", "ticket://2"]) assert.equal(await subscribe(uri, session), undefined);
  assert.equal(await subscribe("ticket://3", other), undefined);
  assert.match(
    (await subscribe("ticket://4", other))!,
    /^Too many subscriptions \(limit 3 URIs of 1,000 bytes together/,
  );
  const listening = { notifications: { resourceSubscriptions: ["ticket://4"] } };
  assert.equal((await statelessRequest(served.url, "subscriptions/listen", listening, GREEDY)).status, 429);
  const dana = await openSession(served.url, { headers: DANA });
  assert.equal(await subscribe("ticket://4", dana), undefined, "others have their own");
  assert.equal(await subscribe("ticket://3", other, "resources/unsubscribe"), undefined);
  assert.equal(await subscribe("ticket://4", other), undefined);
  await fetch(served.url, { method: "DELETE", headers: session });
  assert.equal(await subscribe("ticket://5", other), undefined);
});

Deno.test("the bytes of subscriptions are limited", async () => {
  await using served = await startGuarded({ subscriptions: { count: 100, bytes: 1000 } });
  const session = await openSession(served.url, { headers: GREEDY });
  const subscribe = (uri: string) => request(served.url, "resources/subscribe", { uri }, session);
  assert.equal((await subscribe(`ticket://${"1".repeat(900)}`)).json.error, undefined);
  assert.match((await subscribe(`ticket://${"2".repeat(900)}`)).json.error.message, /^Too many subscriptions/);
});

Deno.test("calls that wait for a person are limited, and change nothing beyond that", async () => {
  await using served = await startGuarded({ waitingCalls: { count: 2, bytes: 1000 } });
  const session = await openSession(served.url, { headers: GREEDY, capabilities: { elicitation: {} } });
  await using first = await openCall(served.url, ESCALATE, session);
  const asked = await first.next();
  assert.equal(asked.method, "elicitation/create");
  await using second = await openCall(served.url, ESCALATE, session);
  assert.equal((await second.next()).method, "elicitation/create");
  const third = await callToEnd(served.url, ESCALATE, session);
  assert.equal(third.structuredContent.success, false);
  assert.match(third.content[0].text, /Too many of your calls wait for a person or a model \(limit 2 calls/);
  assert.equal((await served.desk.tickets.get("43")).escalation, null);

  const answer = { jsonrpc: "2.0", id: asked.id, result: { action: "decline" } };
  assert.equal((await post(served.url, JSON.stringify(answer), session)).status, 202);
  await until(async () => (await first.next())?.result !== undefined, "the response");
  await using fourth = await openCall(served.url, ESCALATE, session);
  assert.equal((await fourth.next()).method, "elicitation/create", "there is room again");
});

Deno.test("calls that wait with large messages are limited", async () => {
  await using served = await startGuarded({ waitingCalls: { count: 100, bytes: 1000 } });
  const session = await openSession(served.url, { headers: GREEDY, capabilities: { elicitation: {} } });
  await using first = await openCall(served.url, ESCALATE, session);
  assert.equal((await first.next()).method, "elicitation/create");
  const large = { ...ESCALATE, arguments: { ...ESCALATE.arguments, junk: "x".repeat(1000) } };
  assert.equal((await callToEnd(served.url, large, session)).structuredContent.success, false);
});

Deno.test("calls under way are limited by number and size, for each client", async () => {
  await using served = await startGuarded({ calls: { count: 2, bytes: 100_000 } });
  const session = await openSession(served.url, { headers: GREEDY, capabilities: { elicitation: {} } });
  const large = { ...ESCALATE, arguments: { ...ESCALATE.arguments, junk: "x".repeat(60_000) } };
  await using first = await openCall(served.url, large, session);
  assert.equal((await first.next()).method, "elicitation/create");
  const refused = await request(served.url, "tools/call", large, session);
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get("retry-after"), "1");
  assert.match(refused.text, /Too many of your calls are in progress \(limit 2 calls of 100,000 bytes together\)/);
  await using second = await openCall(served.url, ESCALATE, session);
  assert.equal((await second.next()).method, "elicitation/create");
  assert.equal((await request(served.url, "ping", {}, session)).status, 429);
  const dana = await openSession(served.url, { headers: DANA });
  assert.equal((await request(served.url, "ping", {}, dana)).status, 200);
  await fetch(served.url, { method: "DELETE", headers: session }); // 429 would be for messages only
  const again = await openSession(served.url, { headers: GREEDY });
  assert.equal((await request(served.url, "ping", {}, again)).status, 200);
});

Deno.test("calls that are answered, refused or too large no longer count", async () => {
  await using served = await startGuarded({ calls: { count: 1, bytes: 10_000 }, bodyBytes: 5000 });
  const session = await openSession(served.url, { headers: GREEDY });
  for (let n = 0; n < 3; n++) {
    assert.equal((await request(served.url, "ping", {}, session)).status, 200);
    assert.equal((await post(served.url, "{", GREEDY)).status, 400);
    assert.equal((await post(served.url, "x".repeat(6000), GREEDY)).status, 413);
    assert.equal((await post(served.url, new Blob(["x".repeat(6000)]).stream(), GREEDY)).status, 413);
    assert.equal((await statelessRequest(served.url, "tools/list", {}, GREEDY)).status, 200);
    assert.equal((await request(served.url, "initialize", {}, GREEDY)).status, 400);
  }
});

Deno.test("an initialize that a session would keep in memory has a limit too", async () => {
  await using served = await startGuarded();
  const capabilities = { experimental: { junk: { text: "x".repeat(70_000) } } };
  const answer = await request(served.url, "initialize", { ...INITIALIZE, capabilities }, GREEDY);
  assert.equal(answer.status, 413);
  assert.match(answer.text, /initialize is too large \(limit 65,536 bytes\)/);
});

Deno.test("requests without a token cost no one anything, and always learn where to log in", async () => {
  await using served = await startGuarded({ messagesPerMinute: 3 });
  for (let n = 0; n < 10; n++) {
    const answer = await statelessRequest(served.url, "tools/list");
    assert.equal(answer.status, 401);
    assert.match(answer.headers.get("www-authenticate")!, /^Bearer /);
  }
  assert.equal((await statelessRequest(served.url, "tools/list", {}, DANA)).status, 200);
});

Deno.test("an address that tries many tokens gets 429 with the challenge, and its neighbours do not", async () => {
  await using served = await startGuarded({ messagesPerMinute: 3 });
  const guess = () => statelessRequest(served.url, "tools/list", {}, { authorization: "Bearer guess-0123456789" });
  for (let n = 0; n < 3; n++) assert.equal((await guess()).status, 401);
  const limited = await guess();
  assert.equal(limited.status, 429);
  assert.equal(limited.headers.get("retry-after"), "20");
  assert.match(limited.headers.get("www-authenticate")!, /error="invalid_token"/);
  assert.equal((await statelessRequest(served.url, "tools/list")).status, 401);
  assert.equal((await statelessRequest(served.url, "tools/list", {}, DANA)).status, 200);
  assert.deepEqual([...new Set(served.exchanges.map(({ address }) => address))], ["127.0.0.1", undefined]);
});

Deno.test("a batch that is never allowed says so, and not when to retry", async () => {
  await using served = await startGuarded({ messagesPerMinute: 10 });
  const batch = Array.from({ length: 20 }, (_, id) => ({ jsonrpc: "2.0", id, method: "ping" }));
  const answer = await post(served.url, JSON.stringify(batch), DANA);
  assert.deepEqual([answer.status, answer.headers.get("retry-after")], [413, null]);
  assert.match(answer.text, /The batch has 20 messages \(limit 10 messages per minute\)/);
});
