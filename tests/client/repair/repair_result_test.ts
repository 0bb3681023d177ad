import assert from "node:assert/strict";
import { repairResult } from "../../../client/repair/repair_result.ts";

Deno.test("repairResult() returns a valid result unchanged", () => {
  const tools = [{ name: "a", title: "A", inputSchema: { type: "object", properties: { x: { default: null } } } }];
  const valid = { tools, nextCursor: "next", _meta: { a: null } };
  assert.deepEqual(repairResult("tools/list", valid), { result: valid, leftOut: [] });
  const call = { content: [{ type: "text", text: "" }], structuredContent: { a: null }, isError: true };
  assert.deepEqual(repairResult("tools/call", call), { result: call, leftOut: [] });
});

Deno.test("repairResult() does not change the result that it receives", () => {
  const received = { tools: [{ name: "a", title: null, inputSchema: {} }], nextCursor: null };
  const before = structuredClone(received);
  repairResult("tools/list", received);
  assert.deepEqual(received, before);
});

Deno.test("repairResult() treats null for a cursor as the last page", () => {
  assert.deepEqual(repairResult("prompts/list", { prompts: [], nextCursor: null }).result, { prompts: [] });
});

Deno.test("repairResult() keeps structured content of any type in the stateless revisions", () => {
  for (const structuredContent of [null, [1], 5]) {
    const { result } = repairResult("tools/call", { resultType: "complete", content: [], structuredContent });
    assert.deepEqual(result.structuredContent, structuredContent);
  }
});

Deno.test("repairResult() leaves a request for input unchanged", () => {
  const asking = { resultType: "input_required", inputRequests: { a: { method: "roots/list" } } };
  assert.deepEqual(repairResult("tools/call", asking).result, asking);
});

Deno.test("repairResult() leaves a list unchanged that is none, so that it is reported", () => {
  assert.deepEqual(repairResult("tools/list", { tools: {} }), { result: { tools: {} }, leftOut: [] });
});
