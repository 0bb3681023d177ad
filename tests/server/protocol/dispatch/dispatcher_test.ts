import assert from "node:assert/strict";
import { addComment, getIds, getTicket, HANDSHAKE, openDispatcher } from "./open_dispatcher.ts";
import { notification, request } from "../../transports/stdio/pipe.ts";

Deno.test("Dispatcher answers the first requests without the server", async () => {
  await using host = await openDispatcher();
  host.input.write(HANDSHAKE + request(1, "tools/list") + request(2, "resources/list") + request(3, "ping"));
  assert.deepEqual((await host.output.waitForResponse(3)).result, {});
  assert.deepEqual(getIds(host.output.messages), ["hello", 1, 2, 3]);
  assert.deepEqual(host.received, []);
});

Deno.test("Dispatcher loads the server for the first request that is not prepared, and keeps the order", async () => {
  await using host = await openDispatcher();
  host.input.write(HANDSHAKE + request(1, "tools/list") + getTicket(2) + request(3, "tools/list"));
  await host.loading;
  host.input.write(request(4, "resources/list"));
  await host.output.waitForResponse(1);
  assert.deepEqual(getIds(host.output.messages), ["hello", 1]);
  host.load();
  await Promise.all([2, 3, 4].map((id) => host.output.waitForResponse(id)));
  assert.deepEqual(getIds(host.received as { id?: unknown }[]), ["hello", undefined, 2, 3, 4]);
  assert.equal(host.output.messages.filter(({ id }) => id === "hello").length, 1);
});

Deno.test("Dispatcher repeats the handshake for the server as the host sent it", async () => {
  await using host = await openDispatcher();
  host.input.write(HANDSHAKE + addComment(1));
  host.load();
  const { result } = await host.output.waitForResponse(1);
  assert.equal(result.structuredContent.comment.author, "host");
  assert.deepEqual(host.received.slice(0, 2).map((message) => JSON.stringify(message) + "\n").join(""), HANDSHAKE);
});

Deno.test("Dispatcher loads the fast path when the host is idle, and it answers plain reads and calls", async () => {
  await using host = await openDispatcher({ fastPath: true, idleMs: 0 });
  host.input.write(HANDSHAKE);
  await host.wanted;
  host.input.write(request(1, "tools/list"));
  await host.output.waitForResponse(1); // still without them
  host.give();
  host.input.write(getTicket(2) + request(3, "resources/read", { uri: "ticket://42" }) + addComment(4));
  const { result } = await host.output.waitForResponse(4);
  assert.equal(result.structuredContent.comment.author, "host");
  assert.deepEqual(host.received, []);
});

Deno.test("Dispatcher loads the fast path for the first read or call, and keeps the order", async () => {
  await using host = await openDispatcher({ fastPath: true });
  host.input.write(HANDSHAKE + request(1, "tools/list") + getTicket(2) + request(3, "tools/list"));
  await host.wanted;
  await host.output.waitForResponse(1);
  assert.deepEqual(getIds(host.output.messages), ["hello", 1]);
  host.give();
  await Promise.all([2, 3].map((id) => host.output.waitForResponse(id)));
  assert.deepEqual(host.received, []);
});

Deno.test("Dispatcher loads the server for other requests, and the fast path continues beside it", async () => {
  await using host = await openDispatcher({ fastPath: true });
  host.give();
  host.input.write(HANDSHAKE + getTicket(1) + request(2, "resources/subscribe", { uri: "ticket://42" }) + getTicket(3));
  await host.loading;
  await host.output.waitForResponse(1);
  host.input.write(request(4, "no/such/method"));
  host.load();
  await Promise.all([2, 3, 4].map((id) => host.output.waitForResponse(id)));
  assert.deepEqual(getIds(host.received as { id?: unknown }[]), ["hello", undefined, 2, 4]);
  host.input.write(addComment(5));
  await host.output.waitForResponse(5);
  await host.output.waitForText("notifications/resources/updated");
});

Deno.test("Dispatcher cancels requests on the fast path, before and after the server is loaded", async () => {
  await using host = await openDispatcher({ fastPath: true });
  host.give();
  const cancelled = (id: number) => getTicket(id) + notification("notifications/cancelled", { requestId: id });
  host.input.write(HANDSHAKE + cancelled(1) + getTicket(2));
  await host.output.waitForResponse(2);
  host.load();
  host.input.write(request(3, "no/such/method") + cancelled(4) + getTicket(5));
  await host.output.waitForResponse(5);
  assert.deepEqual(getIds(host.output.messages), ["hello", 2, 3, 5]);
  assert.deepEqual(getIds(host.received as { id?: unknown }[]), ["hello", undefined, 3]);
});

Deno.test("Dispatcher answers a cancellation that has an id, and cancels nothing", async () => {
  await using host = await openDispatcher({ fastPath: true });
  host.load();
  host.input.write(HANDSHAKE + getTicket(1) + request(2, "notifications/cancelled", { requestId: 1 }));
  await host.wanted;
  host.give();
  const { error } = await host.output.waitForResponse(2);
  assert.equal(error.code, -32601);
  assert.ok("result" in await host.output.waitForResponse(1));
});

Deno.test("Dispatcher loads the server for a host that does not start with a handshake", async () => {
  await using host = await openDispatcher({ fastPath: true, idleMs: 0 });
  await host.wanted;
  host.give();
  host.load();
  host.input.write(request(1, "tools/list") + HANDSHAKE + getTicket(2));
  assert.equal((await host.output.waitForResponse("hello")).result.protocolVersion, "2025-06-18");
  await host.output.waitForResponse(2);
  assert.deepEqual(getIds(host.received as { id?: unknown }[]).slice(0, 2), [1, "hello"]);
});

for (
  const [what, first] of [
    ["a request before the handshake", request(1, "tools/list")],
    ["revision 2026-07-28", request(1, "server/discover", { _meta: {} })],
  ]
) {
  Deno.test(`Dispatcher leaves everything to the server when a host starts with ${what}`, async () => {
    await using own = await openDispatcher({ unprepared: true });
    await using host = await openDispatcher();
    for (const { input, load } of [own, host]) {
      load();
      input.write(first + HANDSHAKE + request(2, "tools/list"));
    }
    await Promise.all([own.output.waitForResponse(2), host.output.waitForResponse(2)]);
    assert.equal(host.output.text, own.output.text);
    assert.deepEqual(host.received, own.received);
  });
}

for (
  const [what, first] of [
    ["an invalid handshake", request(1, "initialize", { protocolVersion: 1 })],
    ["an empty batch", "[]\n"],
    ["broken JSON", "{oops\n"],
  ] as const
) {
  Deno.test(`Dispatcher rejects ${what} and continues with the first requests`, async () => {
    await using host = await openDispatcher();
    host.input.write(first + HANDSHAKE + request(2, "tools/list"));
    await host.output.waitForResponse(2);
    assert.ok(host.output.messages[0].error.code < 0);
    assert.deepEqual(host.received, []);
  });
}
