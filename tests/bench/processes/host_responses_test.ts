import assert from "node:assert/strict";
import { respondTo } from "../../../bench/processes/host_responses.ts";

Deno.test("respondTo() responds to elicitation and sampling like the article's host", () => {
  const elicited = JSON.parse(respondTo({ id: 3, method: "elicitation/create" }));
  assert.deepEqual(elicited, { jsonrpc: "2.0", id: 3, result: { action: "accept", content: { priority: "high" } } });
  const sampled = JSON.parse(respondTo({ id: "s", method: "sampling/createMessage" }));
  assert.equal(sampled.id, "s");
  assert.match(sampled.result.content.text, /urgent review/);
});

Deno.test("respondTo() rejects other requests", () => {
  assert.equal(JSON.parse(respondTo({ id: 1, method: "roots/list" })).error.code, -32601);
});
