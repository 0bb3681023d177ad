/** Whatever a client sends: each request has exactly one response, and everything else an effect or a report. */

import assert from "node:assert/strict";
import fc from "../../fast_check.ts";
import { openDispatcher } from "../protocol/dispatch/open_dispatcher.ts";
import { ENVELOPE, openSession, post } from "./http/post.ts";
import { startServer } from "./http/start_server.ts";
import { notification, request } from "./stdio/pipe.ts";

/** The effect of a message: a response with its id or without one, a report, or any of these. */
type Outcome = "response" | "no id" | "report" | "anything";

/** Messages with an id, and what they cause. */
const KINDS: readonly (readonly [Outcome, (id: number) => string])[] = [
  ["response", (id) => request(id, "ping")],
  ["response", (id) => request(id, "tools/list")],
  ["response", (id) => request(id, "tools/list", { cursor: 5 })],
  ["response", (id) => request(id, "tools/list", { _meta: ENVELOPE })],
  ["response", (id) => request(id, "tools/list", { _meta: { ...ENVELOPE, progressToken: {} } })],
  ["response", (id) => request(id, "server/discover", { _meta: ENVELOPE })],
  ["response", (id) => request(id, "prompts/get", { name: "no such prompt" })],
  ["response", (id) => request(id, "resources/read", { uri: "ticket://42" })],
  ["response", (id) => request(id, "resources/read")],
  ["response", (id) => request(id, "tools/call", { name: "get_ticket", arguments: { ticket_id: "42" } })],
  ["response", (id) => request(id, "tools/call", { name: "get_ticket", arguments: { ticket_id: [] } })],
  [
    "response",
    (id) => request(id, "tools/call", { name: "get_ticket", arguments: { ticket_id: "42" }, _meta: ENVELOPE }),
  ],
  [
    "response",
    (id) => request(id, "tools/call", { name: "escalate_ticket", arguments: { ticket_id: "7", reason: "!" } }),
  ],
  ["response", (id) => request(id, "tools/call")],
  ["response", (id) => request(id, "logging/setLevel", { level: "loud" })],
  ["response", (id) => request(id, "resources/subscribe", { uri: "ticket://42" })],
  ["response", (id) => request(id, "initialize", { protocolVersion: "2025-06-18" })],
  ["response", (id) => request(id, "notifications/cancelled", { requestId: 1 })],
  ["response", (id) => request(id, "no/such/method")],
  ["response", (id) => request(id, "tools/list", [5])],
  ["response", (id) => `{"jsonrpc":"2.0","id":${id},"method":5}\n`],
  ["response", (id) => `{"id":${id},"method":"ping"}\n`],
  ["response", (id) => `{"jsonrpc":"2.0","id":${id},"method":"ping","odd":true}\n`],
  ["no id", () => '{"jsonrpc":"2.0","id":{},"method":"ping"}\n'],
  ["no id", () => '{"jsonrpc":"2.0"\n'],
  ["no id", () => "5\n"],
  ["no id", () => "[]\n"],
  ["report", (id) => `{"jsonrpc":"2.0","id":${id},"result":{}}\n`],
  ["report", (id) => `{"jsonrpc":"2.0","id":${id},"result":5}\n`],
  ["report", () => notification("notifications/cancelled", { requestId: "unknown" })],
  ["report", () => notification("notifications/cancelled", { requestId: {} })],
  ["report", () => notification("notifications/progress", { progressToken: 1, progress: 1 })],
  ["report", () => notification("notifications/roots/list_changed")],
  ["report", () => notification("notifications/odd")],
  ["anything", () => notification("notifications/initialized")],
  ["anything", (id) => notification("notifications/cancelled", { requestId: id - 1 })],
];

const HANDSHAKE = request("open", "initialize", {
  protocolVersion: "2025-06-18",
  capabilities: {},
  clientInfo: { name: "host", version: "1" },
});

const conversations = fc.array(fc.nat(KINDS.length - 1), { maxLength: 12 });
const getKind = (kind: number) => KINDS[kind]!;

/** Checks a whole conversation. A request that was cancelled may lack its response. */
function check(kinds: readonly number[], responses: readonly { id?: unknown }[], reports: number): void {
  const counts = new Map<unknown, number>();
  for (const { id } of responses) counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const [id, kind] of kinds.entries()) {
    const mayBeCancelled = getKind(kinds[id + 1] ?? 0)[1](0).includes('"requestId":-1');
    const [outcome] = getKind(kind);
    const expected = outcome === "response" ? mayBeCancelled ? [0, 1] : [1] : [0];
    assert.ok(expected.includes(counts.get(id) ?? 0), `${getKind(kind)[1](id)} has ${counts.get(id) ?? 0} responses`);
  }
  const count = (wanted: Outcome) => kinds.filter((kind) => getKind(kind)[0] === wanted).length;
  assert.ok((counts.get(null) ?? 0) >= count("no id"));
  assert.ok(reports >= count("report"), `${reports} reports of ${count("report")} messages`);
}

Deno.test("over stdio, every message gets one response or a report, whatever is loaded", async () => {
  await fc.assert(
    fc.asyncProperty(
      conversations,
      fc.boolean(),
      fc.boolean(),
      fc.nat(12),
      async (kinds, opens, fastPath, loadAfter) => {
        await using host = await openDispatcher({ fastPath });
        if (opens) host.input.write(HANDSHAKE);
        for (const [id, kind] of kinds.entries()) {
          if (id === loadAfter) host.load();
          host.give();
          host.input.write(getKind(kind)[1](id));
          if (id % 3 === 0) await new Promise((resolve) => setTimeout(resolve));
        }
        host.load();
        host.input.close();
        await host.connection.closed;
        assert.equal(
          host.output.text.match(/"id":null/g)?.length ?? 0,
          kinds.filter((kind) => getKind(kind)[0] === "no id").length,
        );
        check(kinds, host.output.responses, host.errors.length + host.ignored.length);
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("over HTTP, every message gets one response", async () => {
  await using server = await startServer();
  await fc.assert(
    fc.asyncProperty(conversations, async (kinds) => {
      const session = await openSession(server.url);
      const headers = { ...session, accept: "application/json, text/event-stream" };
      const results = await Promise.all(kinds.map((kind, id) => post(server.url, getKind(kind)[1](id), headers)));
      const responses = results.flatMap(({ json, text }) => json ?? readEvents(text));
      check(kinds, responses.filter((message) => !("method" in message)), Infinity);
      for (const [id, { status, text }] of results.entries()) {
        assert.ok(text !== "" || status === 202 || status === 200, `${getKind(kinds[id]!)[1](id)} gets ${status}`);
      }
    }),
    { numRuns: 30 },
  );
});

function readEvents(text: string): { id?: unknown }[] {
  return [...text.matchAll(/^data: (.+)$/gm)].map(([, data]) => JSON.parse(data!));
}
