/** The fast path loads each tool with its first call. */

import assert from "node:assert/strict";
import { request } from "../../transports/stdio/pipe.ts";
import { addComment, getIds, getTicket, HANDSHAKE, openDispatcher } from "./open_dispatcher.ts";

const LAZY = { fastPath: true, lazyTools: true };

Deno.test("Dispatcher loads the tools that are called, each once, and keeps the order", async () => {
  await using host = await openDispatcher(LAZY);
  host.give();
  host.input.write(HANDSHAKE + getTicket(1) + addComment(2) + request(3, "ping") + getTicket(4) + addComment(5));
  await host.output.waitForResponse(5);
  host.input.write(getTicket(6));
  assert.ok("result" in await host.output.waitForResponse(6));
  assert.deepEqual(host.loadedParts, ["get_ticket", "add_comment"]);
  assert.deepEqual(host.received, []);
});

Deno.test("Dispatcher loads the validation of arguments after the tool that needs it", async () => {
  await using host = await openDispatcher(LAZY);
  host.give();
  const loose = request(1, "tools/call", { name: "get_ticket", arguments: { ticket_id: "#42" } });
  host.input.write(HANDSHAKE + loose + addComment(2));
  assert.equal((await host.output.waitForResponse(1)).result.structuredContent.ticket.id, "42");
  await host.output.waitForResponse(2);
  assert.deepEqual(host.loadedParts, ["get_ticket", "add_comment"]);
  assert.deepEqual(host.received, []);
});

Deno.test("Dispatcher loads all tools for one that cannot be loaded alone, and lets the server answer unknown ones", async () => {
  await using host = await openDispatcher(LAZY);
  host.give();
  host.load();
  host.input.write(HANDSHAKE + request(1, "tools/call", { name: "get_attachment", arguments: { ticket_id: "42" } }));
  assert.ok("result" in await host.output.waitForResponse(1));
  assert.deepEqual([host.loadedParts, host.received], [["get_attachment", "all"], []]);
  host.input.write(request(2, "tools/call", { name: "constructor" }) + getTicket(3));
  assert.equal((await host.output.waitForResponse(2)).error.code, -32602);
  await host.output.waitForResponse(3);
  assert.deepEqual(getIds(host.received as { id?: unknown }[]), ["hello", undefined, 2]);
});

Deno.test("Dispatcher does not load a tool that is not offered", async () => {
  await using host = await openDispatcher(LAZY);
  host.give();
  host.load();
  host.input.write(HANDSHAKE + request(1, "tools/call", { name: "get_customer", arguments: { email: "a@b.example" } }));
  assert.ok("error" in await host.output.waitForResponse(1));
  assert.deepEqual(host.loadedParts, ["all"]);
});

Deno.test("Dispatcher loads the other tools when the host is idle", async () => {
  await using host = await openDispatcher({ ...LAZY, idleMs: 0 });
  host.give();
  host.input.write(HANDSHAKE);
  while (!host.loadedParts.includes("all")) await new Promise((resolve) => setTimeout(resolve));
  host.input.write(getTicket(1));
  await host.output.waitForResponse(1);
  assert.deepEqual(host.loadedParts, ["all"]);
});
