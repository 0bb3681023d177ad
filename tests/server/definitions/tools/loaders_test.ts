import assert from "node:assert/strict";
import { loadableTools, loadTool } from "../../../../server/definitions/tools/loaders/mod.ts";
import { servers } from "../../../../server/definitions/mod.ts";

Deno.test("loadTool() loads the tools of the servers that send no requests to the client", async () => {
  const all = Object.values(servers).flatMap(({ tools }) => tools);
  assert.ok(loadableTools.includes("close_ticket_tool"));
  for (const name of loadableTools) {
    const tool = await loadTool(name);
    assert.ok(all.some((other) => other === tool), name);
    assert.deepEqual([tool!.name, tool!.interactive], [name, false]);
  }
});

Deno.test("loadTool() leaves other names to the definition of a server", async () => {
  for (const name of ["escalate_ticket", "get_approval", "no_such_tool", "constructor", "__proto__"]) {
    assert.equal(await loadTool(name), undefined, name);
  }
});
