import assert from "node:assert/strict";
import { isClientFault } from "../../../../server/transports/http/mod.ts";
import { openSession, post, request, statelessRequest } from "./post.ts";
import { startServer } from "./start_server.ts";

Deno.test("isClientFault() recognizes invalid elements of batches, and unknown notifications and responses", async () => {
  await using server = await startServer();
  const session = await openSession(server.url, { revision: "2025-03-26" });
  const notification = { jsonrpc: "2.0", method: "notifications/odd" };
  const response = { jsonrpc: "2.0", id: 99, result: {} };
  const batch = [5, { jsonrpc: "1.0", id: 1, method: "ping" }, { jsonrpc: "2.0", id: 2, result: null }];
  await post(server.url, JSON.stringify([...batch, notification, response]), session);
  await request(server.url, "ping", {}, session);
  const faults = server.errors.map((error) => [error.message.slice(0, 30), isClientFault(error)]);
  assert.deepEqual(faults, [
    ["A message must be a JSON objec", true],
    ['jsonrpc must be "2.0".', true],
    ["The response to request 2 is i", true],
    ["Ignored the unknown notificati", true],
    ["Ignored the response to reques", true],
  ]);
});

Deno.test("isClientFault() recognizes invalid notifications, which are reported in one sentence", async () => {
  await using server = await startServer();
  const session = await openSession(server.url);
  for (
    const notification of [
      { method: "notifications/cancelled" },
      { method: "notifications/cancelled", params: { requestId: 1.5 } },
      { method: "notifications/cancelled", params: { requestId: 1, reason: 5 } },
    ]
  ) await post(server.url, JSON.stringify({ jsonrpc: "2.0", ...notification }), session);
  await request(server.url, "ping", {}, session);
  assert.deepEqual(server.errors.map((error) => [error.message, isClientFault(error)]), [
    ["Ignored an invalid notification: requestId is required.", true],
    ["Ignored an invalid notification: requestId must be a string or an integer of at most 9007199254740991.", true],
    ["Ignored an invalid notification: reason must be a string.", true],
  ]);
});

Deno.test("isClientFault() recognizes an invalid request state", async () => {
  await using server = await startServer();
  const call = { name: "get_ticket", arguments: { ticket_id: "42" }, requestState: "invalid" };
  assert.equal((await statelessRequest(server.url, "tools/call", call)).json.error.code, -32602);
  assert.deepEqual(server.errors.map(isClientFault), [true]);
});

Deno.test("isClientFault() recognizes no fault of the server", () => {
  assert.equal(isClientFault(new TypeError("the disk is on fire")), false);
  assert.equal(isClientFault(new Error("The store does not respond.")), false);
});
