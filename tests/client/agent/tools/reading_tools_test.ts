import assert from "node:assert/strict";
import { McpServer, ResourceTemplate } from "@modelcontextprotocol/server";
import * as z from "zod";
import { filterEvents, runAgent, toMemorySource } from "../agent_run.ts";
import { getLastText } from "../scripted_model.ts";
import { createToolServer } from "../tool_server.ts";

const DONE = { text: "Done." };

Deno.test("an agent offers resources and prompts of servers through its own tools", async () => {
  const { model } = await runAgent([
    { calls: [["list_resources", { server: "library" }], ["list_prompts", { server: "library" }]] },
    {
      calls: [
        ["read_resource", { server: "library", uri: "book://1" }],
        ["get_prompt", { server: "library", name: "review", arguments: { book: "1" } }],
      ],
    },
    DONE,
  ], {
    servers: [toMemorySource("library", library), toMemorySource("plain", () => createToolServer({}))],
    policy: "writes",
  });
  assert.deepEqual(model.asked[0]!.tools.map(({ name }) => name), [
    "list_resources",
    "read_resource",
    "list_prompts",
    "get_prompt",
  ]);
  assert.match(model.asked[0]!.instructions, /## Server "library"\nIt also has resources and prompts\./);
  const lists = getLastText(model.asked[1]!);
  assert.match(lists, /book:\/\/list: All books\nbook:\/\/\{id\}: One book/);
  assert.match(lists, /review\(book, tone\?\): How to review/);
  const read = getLastText(model.asked[2]!);
  assert.match(read, /<server_text id=(\w{8}) from="library">\nBook 1\n<\/server_text \1>/);
  assert.match(read, /\[user\] Review book 1\./);
});

Deno.test("an agent's own tools explain an invalid call", async () => {
  const { events } = await runAgent([
    {
      calls: [
        ["read_resource", { server: "libary", uri: "book://1" }],
        ["read_resource", { uri: "book://1" }],
        ["list_prompts", { server: "plain" }],
        ["get_prompt", { server: "library", name: "preview" }],
      ],
    },
    DONE,
  ], { servers: [toMemorySource("library", library), toMemorySource("plain", () => createToolServer({}))] });
  const texts = filterEvents("called", events).map(({ outcome, text }) => `${outcome}: ${text}`);
  assert.equal(texts[0], "failed: Unknown server. Servers with resources: library.");
  assert.match(texts[1]!, /^failed: .*server/s);
  assert.equal(texts[2], "failed: Unknown server. Servers with prompts: library.");
  assert.match(texts[3]!, /^failed: The server `library` returned error .*preview/);
});

Deno.test("an agent omits its own tools if no server has resources or prompts", async () => {
  const { model } = await runAgent([DONE], { servers: [toMemorySource("plain", () => createToolServer({}))] });
  assert.deepEqual(model.asked[0]!.tools, []);
});

function library(): McpServer {
  const mcp = new McpServer({ name: "library", version: "1.0.0" });
  mcp.registerResource("list", "book://list", { description: "All books" }, ({ href }) => ({
    contents: [{ uri: href, text: "1" }],
  }));
  const template = new ResourceTemplate("book://{id}", { list: undefined });
  mcp.registerResource("book", template, { description: "One book" }, ({ href }, { id }) => ({
    contents: [{ uri: href, text: `Book ${id}` }],
  }));
  mcp.registerPrompt("review", {
    description: "How to\nreview",
    argsSchema: z.object({ book: z.string(), tone: z.string().optional() }),
  }, ({ book }) => ({ messages: [{ role: "user", content: { type: "text", text: `Review book ${book}.` } }] }));
  return mcp;
}
