import assert from "node:assert/strict";
import { toExcerpt } from "../../../../client/terminal/dialog/excerpt.ts";

Deno.test("excerptOf() leaves short texts whole", () => {
  assert.deepEqual(toExcerpt("one\ntwo"), { text: "one\ntwo", isComplete: true });
});

Deno.test("excerptOf() cuts what is long, or has many lines, and says how much is missing", () => {
  assert.deepEqual(toExcerpt("x".repeat(2600)), {
    text: `${"x".repeat(600)}… (2,000 more characters)`,
    isComplete: false,
  });
  assert.equal(toExcerpt("a\n".repeat(100)).text, `${"a\n".repeat(11)}a… (177 more characters)`);
  assert.equal(toExcerpt("x".repeat(2600), 5).isComplete, true);
});
