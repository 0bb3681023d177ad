import assert from "node:assert/strict";
import { cutText, takePart } from "../../../../server/definitions/sizes/mod.ts";

Deno.test("cutText() states the lengths and how to get the full text", () => {
  assert.equal(cutText("abc", 150, "ask"), "abc");
  assert.equal(cutText("a".repeat(200), 150, "ask"), `${"a".repeat(150)}… [truncated: 150 of 200 characters; ask]`);
});

Deno.test("cutText() only adds an ellipsis to a very short text", () => {
  assert.equal(cutText("a".repeat(40), 30, "ask"), `${"a".repeat(30)}…`);
});

Deno.test("cutText() counts bytes of JSON, and does not split a character", () => {
  assert.equal(cutText("🙂".repeat(40), 30, "ask"), `${"🙂".repeat(6)}…`);
  assert.equal(cutText('"'.repeat(40), 30, "ask"), `${'"'.repeat(15)}…`);
});

Deno.test("takePart() says what comes before and after a part", () => {
  const text = "0123456789".repeat(3);
  const first = takePart(text, 0, 20);
  assert.deepEqual(first, {
    text: `${text.slice(0, 20)}… [cut at character 20 of 30; the next page continues it]`,
    end: 20,
  });
  assert.deepEqual(takePart(text, first.end, 20), { text: "[continued from character 20 of 30] 0123456789", end: 30 });
  assert.deepEqual(takePart(text, 99, 20).end, 30);
});
