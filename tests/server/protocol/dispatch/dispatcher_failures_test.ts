/** Hosts that disconnect, cancel or respond wrongly, and engines that fail. */

import assert from "node:assert/strict";
import { FastPath } from "../../../../server/protocol/fast_path/mod.ts";
import { addComment, getIds, getTicket, HANDSHAKE, openDispatcher } from "./open_dispatcher.ts";
import { notification, request } from "../../transports/stdio/pipe.ts";

for (
  const [what, members] of [
    ["a result of null", { result: null }],
    ["a result that is text", { result: "accept" }],
    ["a result that is an array", { result: [{ action: "accept", content: { priority: "high" } }] }],
    ["an error of null", { error: null }],
    [
      "a result and an error",
      { result: { action: "accept", content: { priority: "high" } }, error: { code: 1, message: "no" } },
    ],
  ] as const
) {
  Deno.test(`Dispatcher fails the request of the server that gets ${what}, and reports its id`, async () => {
    await using host = await openDispatcher();
    host.load();
    const capabilities = { elicitation: {}, sampling: {} };
    const clientInfo = { name: "host", version: "1.2.3" };
    const escalation = { name: "escalate_ticket", arguments: { ticket_id: "43", reason: "Tried for a week." } };
    host.input.write(
      request("hello", "initialize", { protocolVersion: "2025-06-18", capabilities, clientInfo }) +
        notification("notifications/initialized") + request(1, "tools/call", escalation),
    );
    for (const method of ["elicitation/create", "sampling/createMessage"]) {
      await host.output.waitForText(`"method":"${method}"`);
      const { id } = host.output.messages.find((message) => message.method === method);
      host.input.write(JSON.stringify({ jsonrpc: "2.0", id, ...members }) + "\n");
      if (method === "elicitation/create") await host.output.waitForText("sampling/createMessage");
      else await host.output.waitForResponse(1);
      assert.ok(host.errors.at(-1)!.message.startsWith(`The response to request ${id} is invalid: `));
    }
    const { items } = await host.desk.tickets.listEvents("43");
    const outcomes = items.at(-1)!.answers!.map(({ asked, outcome }) => [asked, outcome]);
    assert.deepEqual(outcomes, [["person", "not_possible"], ["model", "not_possible"]]);
    assert.equal((await host.desk.tickets.get("43")).priority, "medium");
  });
}

Deno.test("Dispatcher cancels what the server has requested for a call that the host cancels", async () => {
  await using host = await openDispatcher();
  host.load();
  const clientInfo = { name: "host", version: "1.2.3" };
  const handshake = { protocolVersion: "2025-06-18", capabilities: { elicitation: {} }, clientInfo };
  const escalation = { name: "escalate_ticket", arguments: { ticket_id: "43", reason: "Tried for a week." } };
  host.input.write(request("hello", "initialize", handshake) + request(1, "tools/call", escalation));
  await host.output.waitForText('"method":"elicitation/create"');
  const { id } = host.output.messages.find(({ method }) => method === "elicitation/create");
  host.input.write(notification("notifications/cancelled", { requestId: 1 }));
  await host.output.waitForText('"method":"notifications/cancelled"');
  const { params } = host.output.messages.find(({ method }) => method === "notifications/cancelled");
  assert.equal(params.requestId, id);
  host.input.write(JSON.stringify({ jsonrpc: "2.0", id, result: { action: "decline" } }) + "\n" + request(2, "ping"));
  await host.output.waitForResponse(2);
  assert.deepEqual(host.errors.map(({ message }) => message), [
    `Ignored the response to request ${id}: the server has no such request.`,
  ]);
});

Deno.test("Dispatcher does nothing for a host that disconnects before the fast path is loaded", async () => {
  await using host = await openDispatcher({ fastPath: true });
  host.input.write(HANDSHAKE + addComment(1));
  await host.wanted;
  host.connection.close();
  host.give();
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual((await host.desk.tickets.listComments("42")).items, []);
});

Deno.test("Dispatcher drops a request that is cancelled while it waits", async () => {
  await using host = await openDispatcher();
  host.input.write(HANDSHAKE + getTicket(1) + notification("notifications/cancelled", { requestId: 1 }) + getTicket(2));
  await host.loading;
  host.load();
  await host.output.waitForResponse(2);
  assert.deepEqual(getIds(host.output.messages), ["hello", 2]);
});

Deno.test("Dispatcher answers requests that wait for the server when the input ends", async () => {
  await using host = await openDispatcher();
  host.input.write(HANDSHAKE + getTicket(1));
  host.input.close();
  await host.loading;
  host.load();
  await host.connection.closed;
  assert.deepEqual(getIds(host.output.messages), ["hello", 1]);
});

Deno.test("Dispatcher ends without the server when no message needs it", async () => {
  await using host = await openDispatcher();
  host.input.write(HANDSHAKE + request(1, "tools/list"));
  host.input.close();
  await host.connection.closed;
  assert.deepEqual(getIds(host.output.messages), ["hello", 1]);
  assert.deepEqual(host.received, []);
});

Deno.test("Dispatcher answers requests that wait for the server when it is stopped", async () => {
  await using host = await openDispatcher();
  host.input.write(HANDSHAKE + getTicket(1));
  await host.loading;
  const stopped = host.connection.stop();
  host.load();
  await stopped;
  assert.deepEqual(getIds(host.output.messages), ["hello", 1]);
});

Deno.test("Dispatcher gives nothing to a server that is loaded too late", async () => {
  await using host = await openDispatcher();
  host.input.write(HANDSHAKE + getTicket(1));
  await host.loading;
  host.connection.close();
  host.load();
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(host.received, []);
});

Deno.test("Dispatcher answers a request on which an engine throws, and continues", async () => {
  await using host = await openDispatcher({ fastPath: true });
  const { tryHandle } = FastPath.prototype;
  FastPath.prototype.tryHandle = function (pending, client) {
    if (pending.id === 1 || pending.id === 2) throw new TypeError("the disk is on fire");
    return tryHandle.call(this, pending, client);
  };
  using _restored = { [Symbol.dispose]: () => void (FastPath.prototype.tryHandle = tryHandle) };
  host.input.write(HANDSHAKE + getTicket(1)); // waits until the fast path is loaded
  await host.wanted;
  host.give();
  await host.output.waitForResponse(1);
  host.input.write(getTicket(2) + getTicket(3));
  await host.output.waitForResponse(3);
  const failure = { code: -32603, message: "the disk is on fire" };
  assert.deepEqual(host.output.responses.slice(1).map(({ id, error }) => [id, error]), [
    [1, failure],
    [2, failure],
    [3, undefined],
  ]);
  assert.deepEqual(host.errors.map(({ message }) => message), ["the disk is on fire", "the disk is on fire"]);
});
