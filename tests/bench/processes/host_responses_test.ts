import assert from "node:assert/strict";
import { respondTo } from "../../../bench/processes/host_responses.ts";

Deno.test("answerTo() answers elicitation and sampling as the article's host does", () => {
  const elicited = JSON.parse(respondTo({ id: 3, method: "elicitation/create" }));
  assert.deepEqual(elicited, { jsonrpc: "2.0", id: 3, result: { action: "accept", content: { priority: "high" } } });
  const sampled = JSON.parse(respondTo({ id: "s", method: "sampling/createMessage" }));
  assert.equal(sampled.id, "s");
  assert.match(sampled.result.content.text, /urgent review/);
});

Deno.test("answerTo() says that it doesn't know other questions", () => {
  assert.equal(JSON.parse(respondTo({ id: 1, method: "roots/list" })).error.code, -32601);
});
