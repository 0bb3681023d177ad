import assert from "node:assert/strict";
import { narrowServer } from "../../../../server/protocol/sdk/narrow_server.ts";
import { ticketsServer } from "../../../../server/mod.ts";

const narrow = (method: string, name: string) => {
  const headers = new Headers({ "Mcp-Method": method, "Mcp-Name": name });
  const options = { definition: ticketsServer, desk: new Promise<never>(() => {}), version: "0.0.0" };
  return narrowServer(options, headers).definition;
};

for (const name of ["ticket_stats", "=?base64?dGlja2V0X3N0YXRz?="]) {
  Deno.test(`narrowServer() keeps the tool that the header ${name} names`, () => {
    const { tools, resources, prompts } = narrow("tools/call", name);
    assert.deepEqual(tools.map((tool) => tool.name), ["ticket_stats"]);
    assert.deepEqual([resources, prompts], [[], []]);
  });
}

Deno.test("narrowServer() keeps the resource of an encoded URI", () => {
  const { resources } = narrow("resources/read", `=?base64?${btoa("ticket://42")}?=`);
  assert.deepEqual(resources.map(({ uri }) => uri), ["ticket://{ticket_id}"]);
});

Deno.test("narrowServer() keeps every resource for a URI that none has, so that the server knows the method", () => {
  assert.deepEqual(narrow("resources/read", "nope://x").resources, ticketsServer.resources);
});

Deno.test("narrowServer() keeps nothing for a name that cannot be decoded", () => {
  assert.deepEqual(narrow("tools/call", "=?base64?A?=").tools, []);
});
