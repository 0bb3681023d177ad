import assert from "node:assert/strict";
import { createServer, customersServer, deskServer, ticketsServer, TOOL_GROUPS } from "../../../server/mod.ts";
import { filterTools } from "../../../server/protocol/tool_filter.ts";
import { connect } from "../connect.ts";

Deno.test("filterTools() selects only read-only tools", async () => {
  await using connected = await connect({ readOnly: true });
  const { tools } = await connected.client.listTools();
  assert.deepEqual(tools.map(({ name }) => name), [
    "search_tickets",
    "find_similar_tickets",
    "get_ticket",
    "get_history",
    "get_attachment",
    "ticket_stats",
    "ticket_report",
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
    message:
      /^"get" is not a tool or group of tools of this server\. Groups: tickets, admin\. Tools: close_ticket_tool, /,
  });
});

Deno.test("filterPrompts() selects prompts with all their tools", async () => {
  await using connected = await connect({ tools: ["close_ticket_tool", "escalate_ticket"] });
  const { prompts } = await connected.client.listPrompts();
  assert.deepEqual(prompts.map(({ name }) => name), ["resolution_prompt"]);
});

Deno.test("filterTools() selects the tools of groups, and named tools", () => {
  const select = (...tools: string[]) => filterTools({ definition: deskServer, tools }).map(({ name }) => name);
  assert.deepEqual(select("tickets"), ticketsServer.tools.map(({ name }) => name));
  assert.deepEqual(select("customers"), customersServer.tools.map(({ name }) => name));
  assert.deepEqual(select(...TOOL_GROUPS), deskServer.tools.map(({ name }) => name));
  const knowledge = ["search_knowledge", "get_article", "save_article", "archive_article", "list_saved_replies"];
  assert.deepEqual(select("knowledge"), knowledge);
  const admin = ["list_team", "erase_customer", "list_approvals", "get_approval", "decide_approval"];
  assert.deepEqual(select("admin", "get_ticket"), ["get_ticket", ...admin]);
});

Deno.test("filterTools() selects the tool with which the app lists tickets, if models can search them", () => {
  const select = (...tools: string[]) => filterTools({ definition: deskServer, tools }).map(({ name }) => name);
  assert.deepEqual(select("search_tickets"), ["search_tickets", "list_ticket_rows"]);
  assert.deepEqual(select("get_ticket"), ["get_ticket"]);
});

Deno.test("filterTools() rejects a group that the server does not have", () => {
  assert.throws(() => filterTools({ definition: ticketsServer, tools: ["customers"] }), {
    name: "RangeError",
    message: /^"customers" is not a tool .*\. Groups: tickets, admin\. Tools: /,
  });
});

for (const filter of [{ readOnly: true }, { tools: ["search_tickets", "get_ticket"] }]) {
  for (const definition of [deskServer, ticketsServer, customersServer]) {
    if ("tools" in filter && definition === customersServer) continue;
    Deno.test(`instructions of ${definition.name} name only offered tools (${JSON.stringify(filter)})`, async () => {
      await using connected = await connect({ definition, ...filter });
      const { tools } = await connected.client.listTools();
      const offered = new Set(tools.map(({ name }) => name));
      const instructions = connected.client.getInstructions() ?? "";
      const named = definition.tools.filter(({ name }) => new RegExp(`\\b${name}\\b`).test(instructions));
      assert.ok(named.length > 0);
      assert.deepEqual(named.filter(({ name }) => !offered.has(name)).map(({ name }) => name), []);
      assert.doesNotMatch(instructions, /approve|granted|expected_revision/, "nothing can be changed");
    });
  }
}
