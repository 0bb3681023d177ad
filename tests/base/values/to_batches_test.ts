import assert from "node:assert/strict";
import { toBatches } from "../../../base/values/to_batches.ts";

Deno.test("toBatches() splits a list and keeps every item", () => {
  assert.deepEqual(toBatches([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]]);
  assert.deepEqual(toBatches([], 2), []);
});
