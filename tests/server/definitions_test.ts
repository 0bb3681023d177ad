import assert from "node:assert/strict";
import { basename } from "node:path";
import { customersServer, type ServerDefinition, ticketsServer } from "../../server/mod.ts";
import { connect, ERAS } from "./connect.ts";

const SERVERS: [string, ServerDefinition][] = [["tickets", ticketsServer], ["customers", customersServer]];
const SOURCES = new URL("../../server/definitions/", import.meta.url);

/** What stands in the folders beside the definitions. */
const NO_DEFINITION = ["mod.ts", "approval.ts", "article_failure.ts", "ticket_of_prompt.ts"];

async function definitionFiles(folder: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(new URL(folder, SOURCES)));
  return entries.map(({ name }) => name).filter((name) => !NO_DEFINITION.includes(name)).sort();
}

Deno.test("every file in server/tools is a tool of its name, and listed", async () => {
  const listed = SERVERS.flatMap(([, { tools }]) => tools.map(({ name }) => `${name}.ts`)).sort();
  assert.deepEqual(await definitionFiles("tools/"), listed);
});

Deno.test("every file in server/prompts is a prompt of its name, and listed", async () => {
  const listed = ticketsServer.prompts.map(({ name }) => `${name}.ts`).sort();
  assert.deepEqual(await definitionFiles("prompts/"), listed);
});

Deno.test("every file in server/resources is a resource, and listed", async () => {
  const listed = SERVERS.flatMap(([, { resources }]) => resources).length;
  assert.equal((await definitionFiles("resources/")).length, listed);
});

for (const [name, definition] of SERVERS) {
  Deno.test(`the ${name} server's tools have names, titles, descriptions and annotations within bounds`, () => {
    for (const tool of definition.tools) {
      assert.match(tool.name, /^[a-z][a-z_]{2,40}$/);
      assert.ok(tool.title.length <= 40, tool.name);
      assert.ok(tool.description.length >= 40 && tool.description.length <= 800, tool.name);
      assert.equal(typeof tool.annotations.openWorldHint, "boolean", tool.name);
      assert.ok(!(tool.annotations.readOnlyHint && tool.annotations.destructiveHint), tool.name);
    }
  });

  for (const era of ERAS) {
    Deno.test(`the ${name} server's schemas are flat and typed (${era})`, async () => {
      await using connected = await connect({ definition, era });
      const { tools } = await connected.client.listTools();
      assert.equal(tools.length, definition.tools.length);
      for (const tool of tools) {
        assert.doesNotMatch(JSON.stringify(tool), /\$defs|\$ref/, tool.name);
        for (const [argument, schema] of Object.entries(tool.inputSchema.properties ?? {})) {
          assert.equal(typeof (schema as { type?: string }).type, "string", `${tool.name}.${argument} has no type`);
        }
        assert.equal(tool.outputSchema?.type, "object", tool.name);
      }
    });
  }
}

Deno.test("a change of what hosts see of the servers shows in contract.json", async () => {
  const contract: Record<string, unknown> = {};
  for (const [name, definition] of SERVERS) {
    await using connected = await connect({ definition });
    const { tools } = await connected.client.listTools();
    const { resources } = await connected.client.listResources();
    const { resourceTemplates } = await connected.client.listResourceTemplates();
    const prompts = definition.prompts.length > 0 ? (await connected.client.listPrompts()).prompts : [];
    contract[name] = { tools, resources, resourceTemplates, prompts };
  }
  const file = new URL("contract.json", import.meta.url);
  if (Deno.env.has("UPDATE_CONTRACT")) await Deno.writeTextFile(file, JSON.stringify(contract, null, 2) + "\n");
  assert.deepEqual(
    JSON.parse(JSON.stringify(contract)),
    JSON.parse(await Deno.readTextFile(file)),
    `${basename(file.pathname)} differs: if the change is meant, run the test once with UPDATE_CONTRACT=1`,
  );
});

Deno.test("--read-only offers the reading tools alone", async () => {
  await using connected = await connect({ readOnly: true });
  const { tools } = await connected.client.listTools();
  assert.deepEqual(tools.map(({ name }) => name), ["search_tickets", "get_ticket", "get_history", "ticket_stats"]);
});

Deno.test("a prompt is offered where the tools that it sends the model to are", async () => {
  await using few = await connect({ tools: ["close_ticket_tool", "escalate_ticket"] });
  assert.deepEqual((await few.client.listPrompts()).prompts.map(({ name }) => name), ["resolution_prompt"]);
  const by = { kind: "system", name: "test", version: null } as const;
  const description = "long ".repeat(2_000);
  const { id } = await few.desk.tickets.create({ subject: "Long", customer: "bob@example.com", description }, { by });
  for (const prompt of ticketsServer.prompts) {
    const text = await prompt.render({ ticket_id: id }, few.desk);
    const mentioned = ticketsServer.tools.map(({ name }) => name).filter((name) => text.includes(name));
    assert.deepEqual(mentioned.toSorted(), [...prompt.requiredTools].sort(), prompt.name);
  }
});

Deno.test("--tools offers just those, and refuses names that don't exist", async () => {
  await using connected = await connect({ tools: ["get_ticket", "close_ticket_tool"] });
  const { tools } = await connected.client.listTools();
  assert.deepEqual(tools.map(({ name }) => name), ["close_ticket_tool", "get_ticket"]);
  const { createServer } = await import("../../server/mod.ts");
  assert.throws(
    () =>
      createServer({ definition: ticketsServer, desk: Promise.resolve(connected.desk), version: "0", tools: ["get"] }),
    /has no tool "get"\. It has: close_ticket_tool/,
  );
});
