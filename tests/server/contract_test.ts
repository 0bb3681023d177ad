import assert from "node:assert/strict";
import { basename } from "node:path";
import { servers } from "../../server/mod.ts";
import { connect } from "./connect.ts";

Deno.test("contract.json shows everything that hosts see of the servers", async () => {
  const contract: Record<string, unknown> = {};
  const parts = new Set<string>();
  for (const name of ["tickets", "customers", "desk"] as const) {
    const definition = servers[name];
    await using connected = await connect({ definition });
    const { tools } = await connected.client.listTools();
    const { resources } = await connected.client.listResources();
    const { resourceTemplates } = await connected.client.listResourceTemplates();
    const prompts = definition.prompts.length > 0 ? (await connected.client.listPrompts()).prompts : [];
    const lists: Record<string, { name: string }[]> = { tools, resources, resourceTemplates, prompts };
    contract[name] = name === "desk"
      ? mapValues(lists, (item) => parts.has(JSON.stringify(item)) ? item.name : item)
      : lists;
    for (const item of Object.values(lists).flat()) parts.add(JSON.stringify(item));
  }
  const file = new URL("contract.json", import.meta.url);
  if (Deno.env.has("UPDATE_CONTRACT")) await Deno.writeTextFile(file, JSON.stringify(contract, null, 2) + "\n");
  assert.deepEqual(
    JSON.parse(JSON.stringify(contract)),
    JSON.parse(await Deno.readTextFile(file)),
    `${basename(file.pathname)} is out of date. If the change is intended, run this test with UPDATE_CONTRACT=1.`,
  );
});

/** The desk server has the same as its parts: the file names what is in one of them already. */
function mapValues<Item>(
  lists: Record<string, Item[]>,
  map: (item: Item) => unknown,
): Record<string, unknown[]> {
  return Object.fromEntries(Object.entries(lists).map(([name, items]) => [name, items.map(map)]));
}
