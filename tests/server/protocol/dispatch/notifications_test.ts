/** Every notification has an effect or is reported, whether the SDK's server is loaded or not. */

import assert from "node:assert/strict";
import { notification, request } from "../../transports/stdio/pipe.ts";
import { getTicket, HANDSHAKE, openDispatcher } from "./open_dispatcher.ts";

const INVALID = "Ignored an invalid notification:";
const ID_RULE = "must be a string or an integer of at most 9007199254740991.";

/** Messages that deserve a warning. */
const REPORTED: readonly (readonly [string, string])[] = [
  [notification("notifications/cancelled"), `${INVALID} requestId is required.`],
  [notification("notifications/cancelled", {}), `${INVALID} requestId is required.`],
  [notification("notifications/cancelled", { requestId: null }), `${INVALID} requestId ${ID_RULE}`],
  [notification("notifications/cancelled", { requestId: {} }), `${INVALID} requestId ${ID_RULE}`],
  [notification("notifications/cancelled", { requestId: 1.5 }), `${INVALID} requestId ${ID_RULE}`],
  [notification("notifications/cancelled", { requestId: 1, reason: 5 }), `${INVALID} reason must be a string.`],
  [notification("notifications/odd\n"), "Ignored the unknown notification notifications/odd."],
  [notification("tools/list"), "Ignored the unknown notification tools/list."],
  ['{"jsonrpc":"2.0","id":"x","result":{}}\n', 'Ignored the response to request "x": the server has no such request.'],
  [
    '{"jsonrpc":"2.0","error":{"code":-32700,"message":"?"}}\n',
    "Ignored the response without an id: the server has no such request.",
  ],
];

/** Messages that MCP allows. */
const ALLOWED: readonly (readonly [string, string])[] = [
  [
    notification("notifications/cancelled", { requestId: 99, reason: "late" }),
    "Ignored the cancellation of request 99: it is not pending.",
  ],
  [notification("notifications/initialized"), "Ignored notifications/initialized: no handshake is in progress."],
  [
    notification("notifications/progress", { progressToken: 1, progress: 1 }),
    "Ignored notifications/progress: the server waits for no response.",
  ],
  [
    notification("notifications/roots/list_changed"),
    "Ignored notifications/roots/list_changed: the server requests roots whenever it needs them.",
  ],
];

const ALL = [...REPORTED, ...ALLOWED].map(([message]) => message).join("");

for (const fastPath of [true, false]) {
  const way = fastPath ? "with" : "without";

  Deno.test(`Dispatcher reports notifications without an effect before the server is loaded, ${way} the fast path`, async () => {
    await using host = await openDispatcher({ fastPath });
    host.input.write(HANDSHAKE + ALL + request(1, "ping"));
    await host.output.waitForResponse(1);
    assert.deepEqual(host.errors.map(({ message }) => message), REPORTED.map(([, report]) => report));
    assert.deepEqual(host.ignored, ALLOWED.map(([, report]) => report));
    assert.deepEqual(host.received, []);
  });

  Deno.test(`Dispatcher reports the same notifications after the server is loaded, ${way} the fast path`, async () => {
    await using host = await openDispatcher({ fastPath });
    host.give();
    host.load();
    host.input.write(HANDSHAKE + request(1, "no/such/method"));
    await host.output.waitForResponse(1);
    host.input.write(ALL + request(2, "no/such/method"));
    await host.output.waitForResponse(2);
    assert.deepEqual(host.errors.map(({ message }) => message), REPORTED.map(([, report]) => report));
    assert.deepEqual(host.ignored, ALLOWED.map(([, report]) => report));
  });
}

Deno.test("Dispatcher reports the same notifications before the handshake", async () => {
  await using host = await openDispatcher();
  host.input.write(ALL + HANDSHAKE + request(1, "ping"));
  await host.output.waitForResponse(1);
  assert.deepEqual(host.errors.map(({ message }) => message), REPORTED.map(([, report]) => report));
  assert.deepEqual(host.ignored, ALLOWED.map(([, report]) => report));
});

Deno.test("Dispatcher does not cancel initialize", async () => {
  await using host = await openDispatcher({ unprepared: true });
  host.input.write(HANDSHAKE + notification("notifications/cancelled", { requestId: "hello" }));
  await host.loading;
  host.load();
  assert.ok("result" in await host.output.waitForResponse("hello"));
  assert.deepEqual(host.ignored, ['Ignored the cancellation of request "hello": initialize cannot be cancelled.']);
});

Deno.test("Dispatcher passes progress to the server while it waits for the client", async () => {
  await using host = await openDispatcher();
  host.load();
  const clientInfo = { name: "host", version: "1.2.3" };
  const handshake = { protocolVersion: "2025-06-18", capabilities: { elicitation: {} }, clientInfo };
  const call = { name: "escalate_ticket", arguments: { ticket_id: "43", reason: "Tried for a week." } };
  host.input.write(request(0, "initialize", handshake) + notification("notifications/initialized"));
  host.input.write(request(1, "tools/call", call));
  await host.output.waitForText('"method":"elicitation/create"');
  const { id } = host.output.messages.find(({ method }) => method === "elicitation/create");
  host.input.write(notification("notifications/progress", { progressToken: 1, progress: "half" }));
  host.input.write(JSON.stringify({ jsonrpc: "2.0", id, result: { action: "decline" } }) + "\n");
  await host.output.waitForResponse(1);
  assert.deepEqual(host.errors.map(({ message }) => message), [
    `${INVALID} progress must be a number.`,
  ]);
  assert.deepEqual(host.ignored, []);
});

Deno.test("Dispatcher opens one session: a second handshake is refused, even while the first one waits", async () => {
  await using host = await openDispatcher({ unprepared: true });
  const again = { protocolVersion: "2024-11-05", capabilities: {}, clientInfo: { name: "other", version: "1" } };
  host.input.write(request(0, "initialize", { protocolVersion: 1 }) + HANDSHAKE + request(1, "initialize", again));
  await host.loading;
  host.load();
  host.input.write(getTicket(2));
  assert.equal((await host.output.waitForResponse("hello")).result.protocolVersion, "2025-06-18");
  const { error } = await host.output.waitForResponse(1);
  assert.deepEqual(error, {
    code: -32600,
    message: "initialize opens a session, but this one is already open. Continue without it.",
  });
  assert.ok("result" in await host.output.waitForResponse(2));
});

Deno.test("Dispatcher opens a session after a handshake that the SDK refused", async () => {
  await using host = await openDispatcher({ fastPath: true });
  host.give();
  host.load();
  const clientInfo = { name: "host", version: "1" };
  const refused = { protocolVersion: "2025-06-18", capabilities: { roots: 5 }, clientInfo };
  host.input.write(request(0, "initialize", refused));
  assert.equal((await host.output.waitForResponse(0)).error.code, -32602);
  host.input.write(HANDSHAKE + getTicket(2));
  assert.ok("result" in await host.output.waitForResponse("hello"));
  assert.ok("result" in await host.output.waitForResponse(2));
});
