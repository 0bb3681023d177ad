import assert from "node:assert/strict";
import { formatList } from "../../../commands/output/mod.ts";

Deno.test("formatList() joins the parts of a sentence", () => {
  assert.deepEqual([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(formatList), ["", "a", "a and b", "a, b and c"]);
});
