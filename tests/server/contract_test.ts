import assert from "node:assert/strict";
import { basename } from "node:path";
import { servers } from "../../server/mod.ts";
import { connect } from "./connect.ts";

Deno.test("contract.json shows everything that hosts see of the servers", async () => {
  const contract: Record<string, unknown> = {};
  for (const [name, definition] of Object.entries(servers)) {
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
    `${basename(file.pathname)} is out of date. If the change is intended, run this test with UPDATE_CONTRACT=1.`,
  );
});
