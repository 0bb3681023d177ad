import assert from "node:assert/strict";
import { prepareResponses } from "../../../../scripts/bundle/prepare_responses.ts";

Deno.test("the prepared servers have each entry of their lists once", async () => {
  const { entries, servers } = await prepareResponses();
  assert.equal(new Set(entries.map((entry) => JSON.stringify(entry))).size, entries.length);
  const used = Object.values(servers).flatMap(({ tools, prompts, resources, resourceTemplates }) => [
    ...tools,
    ...prompts,
    ...resources,
    ...resourceTemplates,
  ]);
  assert.deepEqual(new Set(used), new Set(entries.keys()));
  assert.ok(used.length > entries.length);
});
