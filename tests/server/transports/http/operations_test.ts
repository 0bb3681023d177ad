/** Operations: health checks, logs and metrics. */

import assert from "node:assert/strict";
import { parseTokens, TokenAuthenticator } from "../../../../server/transports/http/mod.ts";
import { DeskError } from "../../../../store/mod.ts";
import { openDemoDesk } from "../../connect.ts";
import { until } from "../../../until.ts";
import {
  ENVELOPE,
  EventReader,
  getStatus,
  openSession,
  openStream,
  readResult,
  request,
  statelessRequest,
} from "./post.ts";
import { startServer } from "./start_server.ts";

Deno.test("/healthz and /readyz say that all is well", async () => {
  await using served = await startServer();
  for (const [path, text] of [["/healthz", "ok\n"], ["/readyz", "ready\n"]] as const) {
    const answer = await readResult(await fetch(served.at(path)));
    assert.deepEqual([answer.status, answer.text], [200, text]);
    assert.equal(await getStatus(served.at(path), { method: "HEAD" }), 200);
  }
});

Deno.test("/ says what the server is, and where everything is, without a token", async () => {
  const tokens = parseTokens(`dana write ${"t".repeat(43)}`);
  await using served = await startServer({ authenticator: new TokenAuthenticator(tokens) });
  const answer = await readResult(await fetch(served.at("/")));
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get("content-type")!, /^text\/plain/);
  assert.match(answer.text, /^support-mcp \d+\.\d+\.\d+: /);
  for (const path of ["/mcp", "/healthz", "/readyz", "/metrics"]) {
    assert.match(answer.text, new RegExp(`^${path} `, "m"));
  }
  assert.ok(answer.text.includes(`support-mcp install HOST --url ${served.url}\n`), answer.text);
  assert.equal(await getStatus(served.at("/"), { method: "HEAD" }), 200);
});

Deno.test("/readyz says no while the store doesn't answer, and yes when it does again", async () => {
  const desk = await openDemoDesk();
  let away = true;
  const check = () =>
    away ? Promise.reject(new DeskError("unavailable", "The store /secret doesn't answer.")) : desk.check();
  {
    await using served = await startServer({ desk: { ...desk, check } });
    const answer = await readResult(await fetch(served.at("/readyz")));
    assert.equal(answer.status, 503);
    assert.doesNotMatch(answer.text, /secret/);
    assert.match(served.errors[0]!.message, /secret/);
    assert.equal(await getStatus(served.at("/healthz")), 200);
    away = false;
    assert.equal(await getStatus(served.at("/readyz")), 200);
  }
  await desk.close();
});

Deno.test("/readyz answers 503 for a closed store", async () => {
  const desk = await openDemoDesk();
  await desk.check();
  await desk.close();
  await assert.rejects(desk.check(), {
    name: "DeskError",
    code: "unavailable",
    message: /it is closed/,
  });
});

/** The metrics as numbers, by name and labels. */
async function readMetrics(url: string, headers: Record<string, string> = {}): Promise<Map<string, number>> {
  const answer = await readResult(await fetch(url, { headers }));
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get("content-type")!, /^text\/plain; version=0\.0\.4/);
  const samples = answer.text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(samples.map((sample) => {
    const [, name, value] = /^(\w+(?:\{.*\})?) (\S+)$/.exec(sample)!;
    return [name!, Number(value)];
  }));
}

Deno.test("/metrics counts requests, sessions, streams and what the store does", async () => {
  await using served = await startServer();
  const url = served.at("/metrics");
  const before = await readMetrics(url);
  const session = await openSession(served.url);
  await using _stream = await openStream(served.url, session);
  const closing = { name: "close_ticket_tool", arguments: { ticket_id: "42", resolution: "Reset." } };
  await request(served.url, "tools/call", closing, session);
  await statelessRequest(served.url, "tools/made/up");
  await fetch(served.at("/wp-login.php")).then((answer) => answer.body?.cancel());
  const after = await readMetrics(url);
  const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  assert.equal(grown('support_mcp_http_requests_total{path="/mcp",rpc="initialize",status="200"}'), 1);
  assert.equal(grown('support_mcp_http_requests_total{path="/mcp",rpc="tools/call",status="200"}'), 1);
  assert.equal(grown('support_mcp_http_requests_total{path="/mcp",rpc="other",status="404"}'), 1);
  assert.equal(grown('support_mcp_http_requests_total{path="other",rpc="",status="404"}'), 1);
  assert.equal(grown('support_mcp_http_request_duration_seconds_count{path="/mcp"}'), 5);
  assert.equal(grown('support_mcp_http_request_duration_seconds_bucket{path="/mcp",le="+Inf"}'), 5);
  assert.equal(after.get("support_mcp_sessions"), 1);
  assert.equal(after.get("support_mcp_streams"), 1);
  assert.equal(grown("support_mcp_store_commits_total"), 1);
  assert.equal(after.get("support_mcp_store_conflicts_total"), 0);
  assert.ok(after.get("process_resident_memory_bytes")! > 1e6);
});

Deno.test("/metrics shows the numbers of ticket_stats", async () => {
  await using served = await startServer();
  const context = { by: { kind: "host", name: "test", version: null } } as const;
  await served.desk.tickets.update("42", { priority: "urgent" }, context);
  await served.desk.tickets.close("43", "Done.", context);
  const metrics = await readMetrics(served.at("/metrics"));
  const own = [...metrics].filter(([name, value]) =>
    /^support_mcp_(.*_)?(tickets|customers)\b/.test(name) && value > 0
  );
  assert.deepEqual(Object.fromEntries(own), {
    'support_mcp_tickets{status="open"}': 1,
    'support_mcp_tickets{status="closed"}': 1,
    'support_mcp_active_tickets{priority="urgent"}': 1,
    'support_mcp_unassigned_tickets{priority="urgent"}': 1,
    support_mcp_overdue_tickets: 1,
    support_mcp_waiting_tickets: 1,
    support_mcp_customers: 2,
  });
  assert.deepEqual(metrics.get("support_mcp_due_today_tickets"), 0);
});

Deno.test("/metrics shows the queue of each webhook, and what this process delivered", async () => {
  await using served = await startServer();
  const { webhooks, settings, tickets } = served.desk;
  const context = { by: { kind: "host", name: "test", version: null } } as const;
  const crm = { url: "https://example.com/", secrets: [`whsec_${btoa("a".repeat(32))}`] };
  assert.doesNotMatch([...(await readMetrics(served.at("/metrics"))).keys()].join(), /webhook/);
  await settings.change((document) => ({ ...document, webhooks: { crm } }), context);
  await webhooks.takeTurn();
  await webhooks.queueEvents("crm");
  for (const priority of ["low", "high", "urgent"] as const) await tickets.update("42", { priority }, context);
  await webhooks.queueEvents("crm");
  const [first, second] = await webhooks.listDue("crm", 2);
  await webhooks.recordSuccess(first!);
  await webhooks.recordFailure(second!, { code: "status", message: "The response has status 500." });
  const metrics = await readMetrics(served.at("/metrics"));
  const read = (name: string) => metrics.get(`support_mcp_webhook_${name}{webhook="crm"}`);
  const names = ["delivered_total", "failures_total", "waiting_messages", "failed_messages"];
  assert.deepEqual(names.map(read), [1, 1, 2, 0]);
  assert.ok(read("waiting_seconds")! >= 0);
});

Deno.test("/metrics leaves out the desk's numbers while the store does not respond", async () => {
  const desk = await openDemoDesk();
  const getStats = () => Promise.reject(new DeskError("unavailable", "The store does not respond."));
  {
    await using served = await startServer({ desk: { ...desk, tickets: { ...desk.tickets, getStats } } });
    const metrics = await readMetrics(served.at("/metrics"));
    assert.equal(metrics.get("support_mcp_sessions"), 0);
    assert.ok(!metrics.has("support_mcp_customers"));
  }
  await desk.close();
});

Deno.test("/metrics needs a token", async () => {
  const token = "watchers-token-0123456789";
  await using served = await startServer({
    authenticator: new TokenAuthenticator(parseTokens(`watcher read ${token}`)),
  });
  assert.equal(await getStatus(served.at("/metrics")), 401);
  assert.ok((await readMetrics(served.at("/metrics"), { authorization: `Bearer ${token}` })).size > 5);
});

Deno.test("an unexpected error is logged, and its client gets no details", async () => {
  await using served = await startServer({
    authenticator: {
      check: () => Promise.resolve(),
      authenticate: () => Promise.reject(new Error("the secret of the house")),
    },
  });
  const answer = await statelessRequest(served.url, "tools/list");
  assert.deepEqual([answer.status, answer.json.error.code], [500, -32603]);
  assert.doesNotMatch(answer.text, /secret/);
  assert.deepEqual(served.errors.map(({ message }) => message), ["the secret of the house"]);
});

Deno.test("ticket://view/mine has the tickets of the principal", async () => {
  const token = `dana-${"t".repeat(43)}`;
  await using served = await startServer({ authenticator: new TokenAuthenticator(parseTokens(`dana read ${token}`)) });
  await served.desk.tickets.update("42", { assignee: "Dana" }, { by: { kind: "host", name: "test", version: null } });
  const headers = { authorization: `Bearer ${token}` };
  const { json } = await statelessRequest(served.url, "resources/read", { uri: "ticket://view/mine" }, headers);
  const { tickets } = JSON.parse(json.result.contents[0].text);
  assert.deepEqual(tickets.map(({ id }: { id: string }) => id), ["42"]);
});

Deno.test("the record of a request names the principal and the method", async () => {
  await using served = await startServer();
  await statelessRequest(served.url, "tools/call", { name: "get_ticket", arguments: { ticket_id: "42" } });
  const [{ id, milliseconds, ...rest }] = served.exchanges as [typeof served.exchanges[0]];
  assert.deepEqual(rest, { method: "POST", path: "/mcp", status: 200, rpc: "tools/call", target: "get_ticket" });
  assert.ok(id !== "" && milliseconds > 0);
});

Deno.test("the record of a refused request names the address of its client", async () => {
  const token = "watchers-token-0123456789";
  await using served = await startServer({
    authenticator: new TokenAuthenticator(parseTokens(`watcher read ${token}`)),
  });
  const authorization = `Bearer ${token}`;
  await statelessRequest(served.url, "tools/list", {});
  await statelessRequest(served.url, "tools/list", {}, { authorization, origin: "https://elsewhere.example" });
  await statelessRequest(served.url, "tools/list", {}, { authorization });
  const records = served.exchanges.map(({ status, address }) => [status, address]);
  assert.deepEqual(records, [[401, "127.0.0.1"], [403, "127.0.0.1"], [200, undefined]]);
});

for (const era of ["session", "stateless"] as const) {
  Deno.test(`stop() completes pending requests and ends streams (${era})`, async () => {
    const desk = await openDemoDesk();
    const gate = Promise.withResolvers<void>();
    const tickets = new Proxy(desk.tickets, {
      get: (target, name) =>
        name === "close"
          ? async (...args: Parameters<typeof target.close>) => (await gate.promise, await target.close(...args))
          : Reflect.get(target, name).bind(target),
    });
    await using served = await startServer({ desk: { ...desk, tickets } });
    const session = await openSession(served.url);
    await using stream = await openStream(served.url, session);
    const closing = { name: "close_ticket_tool", arguments: { ticket_id: "42", resolution: "Reset." } };
    const call = era === "session"
      ? request(served.url, "tools/call", closing, session)
      : statelessRequest(served.url, "tools/call", closing);
    await until(
      () => readMetrics(served.at("/metrics")).then((metrics) => metrics.get("support_mcp_sessions") === 1),
      "a session",
    );
    const stopping = served.stop();
    const refused = await fetch(served.at("/healthz")).then((answer) => answer.body?.cancel(), () => "refused");
    gate.resolve();
    assert.match((await call).text, /success/);
    await stopping;
    assert.equal(await stream.next(), undefined);
    assert.ok(refused === "refused" || refused === undefined);
    await assert.rejects(fetch(served.at("/healthz")));
    assert.equal((await desk.tickets.get("42")).status, "closed");
    await desk.close();
  });
}

Deno.test("stop() ends subscriptions with a response", async () => {
  await using served = await startServer();
  const body = {
    jsonrpc: "2.0",
    id: "sub",
    method: "subscriptions/listen",
    params: {
      notifications: { resourceSubscriptions: ["ticket://42"] },
      _meta: ENVELOPE,
    },
  };
  const response = await fetch(served.url, {
    method: "POST",
    body: JSON.stringify(body),
    headers: {
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2026-07-28",
      "mcp-method": "subscriptions/listen",
    },
  });
  await using events = new EventReader(response);
  assert.equal((await events.next()).method, "notifications/subscriptions/acknowledged");
  await served.stop();
  assert.equal((await events.next()).id, "sub");
  assert.equal(await events.next(), undefined);
});

Deno.test("stop() doesn't wait for a person who doesn't answer, and reports the request", async () => {
  await using served = await startServer({ limits: { drainTime: 100 } });
  const session = await openSession(served.url, { capabilities: { elicitation: {} } });
  const escalating = { name: "escalate_ticket", arguments: { ticket_id: "43", reason: "x" } };
  const response = await fetch(served.url, {
    method: "POST",
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: escalating }),
    headers: { ...session, "content-type": "application/json", accept: "application/json, text/event-stream" },
  });
  await using events = new EventReader(response);
  assert.equal((await events.next()).method, "elicitation/create");
  await served.stop();
  assert.equal((await served.desk.tickets.get("43")).escalation, null);
  const [error] = served.errors;
  assert.equal(error?.message, "Gave up on 1 pending request: the server was stopped.");
});
