import assert from "node:assert/strict";
import { RecentValues } from "../../../base/values/recent_values.ts";

Deno.test("RecentValues computes again only what was not used recently", () => {
  const computed: string[] = [];
  const values = new RecentValues(2, (text) => {
    computed.push(text);
    return text.toUpperCase();
  });
  assert.deepEqual(["a", "b", "a", "c", "a", "d", "a"].map((text) => values.get(text)), [..."ABACADA"]);
  assert.deepEqual(computed, ["a", "b", "c", "d"]);
  for (const text of "efgh") values.get(text);
  values.get("a");
  assert.deepEqual(computed.slice(-1), ["a"]);
});
