import assert from "node:assert/strict";
import { toExcerpt } from "../../../../client/terminal/dialog/excerpt.ts";

Deno.test("toExcerpt() keeps a short text unchanged", () => {
  assert.deepEqual(toExcerpt("one\ntwo"), { text: "one\ntwo", isComplete: true });
});

Deno.test("toExcerpt() truncates long texts and many lines, and counts the missing characters", () => {
  assert.deepEqual(toExcerpt("x".repeat(2600)), {
    text: `${"x".repeat(600)}… (2,000 more characters)`,
    isComplete: false,
  });
  assert.equal(toExcerpt("a\n".repeat(100)).text, `${"a\n".repeat(11)}a… (177 more characters)`);
  assert.equal(toExcerpt("x".repeat(2600), 5).isComplete, true);
});
