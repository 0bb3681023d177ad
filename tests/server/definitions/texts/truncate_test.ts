import assert from "node:assert/strict";
import { truncate } from "../../../../server/definitions/texts/truncate.ts";

Deno.test("truncate() states the lengths and how to get the full text", () => {
  assert.equal(truncate("abc", 3, "ask"), "abc");
  assert.equal(truncate("abcdef", 3, "ask"), "abc… [truncated: 3 of 6 characters; ask]");
});

Deno.test("truncate() does not split a surrogate pair", () => {
  assert.equal(truncate("ab🙂cd", 3, "ask"), "ab… [truncated: 2 of 6 characters; ask]");
});
