import assert from "node:assert/strict";
import { answerTo } from "../../../bench/processes/host_answers.ts";

Deno.test("answerTo() answers elicitation and sampling as the article's host does", () => {
  const elicited = JSON.parse(answerTo({ id: 3, method: "elicitation/create" }));
  assert.deepEqual(elicited, { jsonrpc: "2.0", id: 3, result: { action: "accept", content: { priority: "high" } } });
  const sampled = JSON.parse(answerTo({ id: "s", method: "sampling/createMessage" }));
  assert.equal(sampled.id, "s");
  assert.match(sampled.result.content.text, /urgent review/);
});

Deno.test("answerTo() says that it doesn't know other questions", () => {
  assert.equal(JSON.parse(answerTo({ id: 1, method: "roots/list" })).error.code, -32601);
});
