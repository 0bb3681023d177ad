import assert from "node:assert/strict";
import { createServer, ticketsServer } from "../../../server/mod.ts";
import { connect } from "../connect.ts";

Deno.test("filterTools() selects only read-only tools", async () => {
  await using connected = await connect({ readOnly: true });
  const { tools } = await connected.client.listTools();
  assert.deepEqual(tools.map(({ name }) => name), [
    "search_tickets",
    "get_ticket",
    "get_history",
    "get_attachment",
    "ticket_stats",
    "list_approvals",
    "get_approval",
  ]);
});

Deno.test("filterTools() selects the named tools, in the server's order", async () => {
  await using connected = await connect({ tools: ["get_ticket", "close_ticket_tool"] });
  const { tools } = await connected.client.listTools();
  assert.deepEqual(tools.map(({ name }) => name), ["close_ticket_tool", "get_ticket"]);
});

Deno.test("createServer() rejects the name of an unknown tool", () => {
  const options = { definition: ticketsServer, desk: new Promise<never>(() => {}), version: "0", tools: ["get"] };
  assert.throws(() => createServer(options), {
    name: "RangeError",
    message: /has no tool "get"\. It has: close_ticket_tool, /,
  });
});

Deno.test("filterPrompts() selects prompts with all their tools", async () => {
  await using connected = await connect({ tools: ["close_ticket_tool", "escalate_ticket"] });
  const { prompts } = await connected.client.listPrompts();
  assert.deepEqual(prompts.map(({ name }) => name), ["resolution_prompt"]);
});
