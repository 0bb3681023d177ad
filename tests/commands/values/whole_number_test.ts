import assert from "node:assert/strict";
import { parseSeconds } from "../../../commands/values/mod.ts";

Deno.test("parseSeconds() takes times that a timer can wait", () => {
  assert.equal(parseSeconds("1"), 1);
  assert.equal(parseSeconds("2147483"), 2_147_483);
  for (const text of ["2147484", "999999999999999"]) {
    assert.throws(() => parseSeconds(text), { name: "SyntaxError", message: "Use at most 2147483, which is 24 days" });
  }
  for (const text of ["0", "-1", "1.5", "", "30s"]) assert.throws(() => parseSeconds(text), SyntaxError);
});
