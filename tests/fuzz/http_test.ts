import assert from "node:assert/strict";
import fc from "../fast_check.ts";
import { ENVELOPE } from "../server/transports/http/post.ts";
import { startServer } from "../server/transports/http/start_server.ts";
import { hostileText, hostileValue } from "./hostile_values.ts";

/** A value that a header can have. */
const headerValue = hostileText.map((text) => text.replaceAll(/[^\x20-\x7e]/g, "").slice(0, 200).trim());

const headers = fc.dictionary(
  fc.constantFrom(
    "accept",
    "content-type",
    "mcp-session-id",
    "mcp-protocol-version",
    "mcp-method",
    "mcp-name",
    "last-event-id",
    "authorization",
    "origin",
    "content-encoding",
    "x-forwarded-for",
  ),
  fc.oneof(fc.constantFrom("application/json", "text/event-stream", "*/*", "2026-07-28", "2025-11-25"), headerValue),
);

const message = fc.record({
  jsonrpc: fc.oneof({ weight: 4, arbitrary: fc.constant("2.0") }, hostileValue),
  id: hostileValue,
  method: fc.constantFrom("tools/list", "tools/call", "initialize", "server/discover", "ping", "x"),
  params: fc.oneof(
    fc.constantFrom({ _meta: ENVELOPE }, { _meta: ENVELOPE, name: "get_ticket", arguments: { ticket_id: "42" } }),
    fc.record({
      _meta: fc.constant(ENVELOPE),
      name: fc.constant("merge_tickets"),
      requestState: hostileText,
      inputResponses: hostileValue,
    }),
    hostileValue,
  ),
}, { requiredKeys: [] });

const request = fc.record({
  method: fc.constantFrom("POST", "POST", "POST", "DELETE", "PUT", "OPTIONS", "PATCH"),
  path: fc.constantFrom(
    "/mcp",
    "/mcp",
    "/mcp",
    "/mcp/",
    "/",
    "/metrics",
    "/healthz",
    "/readyz",
    "/intake",
    "/%ff",
    "/mcp?x=1",
  ),
  headers,
  body: fc.oneof(message.map((value) => JSON.stringify(value)), hostileText),
});

Deno.test("whatever comes over HTTP gets a status that is no fault of the server's, and the server goes on", async () => {
  await using server = await startServer();
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, headers, body }) => {
      const response = await fetch(server.at(path), { method, headers, body, redirect: "manual" });
      await response.body?.cancel();
      assert.ok(response.status < 500 || response.status === 501 || response.status === 503, `${response.status}`);
    }),
    { numRuns: 500 },
  );
  const { status, body } = await fetch(server.at("/healthz"));
  await body?.cancel();
  assert.equal(status, 200);
  // The log also names what clients did wrong.
  const errors = server.errors.filter(({ message }) =>
    !/^(Ignored the unknown notification|Rejected inbound request) /.test(message)
  );
  assert.deepEqual(errors, []);
});
