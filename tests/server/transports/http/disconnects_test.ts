/** Clients that go away before they have their answer. */

import assert from "node:assert/strict";
import type { RegistrationContext as ServerServing } from "../../../../server/protocol/server_options.ts";
import { openDemoDesk } from "../../connect.ts";
import { until } from "../../../until.ts";
import { ENVELOPE, statelessRequest } from "./post.ts";
import { rawRequest } from "./raw_request.ts";
import { startServer } from "./start_server.ts";

/** The least that an envelope may hold: newer Denos notice who goes away only where a request is small. */
const LEAST_ENVELOPE = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientCapabilities": {},
};

/** Calls a tool by revision 2026-07-28, and goes away when that is settled. */
async function callAndLeave(url: string, params: { name: string; [more: string]: unknown }, hangUp: Promise<void>) {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params });
  const headers = {
    "mcp-protocol-version": "2026-07-28",
    "mcp-method": "tools/call",
    "mcp-name": params.name,
    "content-length": String(body.length),
  };
  await rawRequest(url, headers, body, { hangUp });
}

Deno.test("a handler is aborted when its client disconnects, and nothing waits for it", async () => {
  const begun = Promise.withResolvers<void>();
  const told = Promise.withResolvers<void>();
  await using served = await startServer({
    server: {
      register: ({ mcp }: ServerServing) =>
        mcp.registerTool("wait", {}, ({ mcpReq: { signal } }) => {
          begun.resolve();
          signal.addEventListener("abort", () => told.resolve());
          return new Promise(() => {});
        }),
    },
  });
  await callAndLeave(served.url, { name: "wait", _meta: LEAST_ENVELOPE }, begun.promise);
  await told.promise;
  await until(() => served.exchanges.length === 1, "the request to be over");
  assert.deepEqual(served.errors, []);
});

Deno.test("a handler is not aborted while its client stays connected", async () => {
  const aborted: boolean[] = [];
  await using served = await startServer({
    server: {
      register: ({ mcp }: ServerServing) =>
        mcp.registerTool("work", {}, async ({ mcpReq: { signal } }) => {
          await new Promise((resolve) => setTimeout(resolve, 10));
          aborted.push(signal.aborted);
          return { content: [{ type: "text", text: "worked" }] };
        }),
    },
  });
  for (let n = 0; n < 2; n++) {
    const { json } = await statelessRequest(served.url, "tools/call", { name: "work" });
    assert.equal(json.result.content[0].text, "worked");
  }
  assert.deepEqual(aborted, [false, false]);
});

Deno.test("a call that has started is completed after its client disconnects", async () => {
  const desk = await openDemoDesk();
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const tickets = new Proxy(desk.tickets, {
    get: (target, name) =>
      name === "close"
        ? async (...args: Parameters<typeof target.close>) => {
          begun.resolve();
          await gate.promise;
          return await target.close(...args);
        }
        : Reflect.get(target, name).bind(target),
  });
  {
    await using served = await startServer({ desk: { ...desk, tickets } });
    const closing = {
      name: "close_ticket_tool",
      arguments: { ticket_id: "42", resolution: "Reset.", idempotency_key: "once" },
    };
    await callAndLeave(served.url, { ...closing, _meta: ENVELOPE }, begun.promise);
    gate.resolve();
    await until(async () => (await desk.tickets.get("42")).status === "closed", "the ticket to be closed");
    const again = await statelessRequest(served.url, "tools/call", closing);
    assert.equal(again.json.result.structuredContent.success, true);
    assert.deepEqual(served.errors, []);
  }
  await desk.close();
});
