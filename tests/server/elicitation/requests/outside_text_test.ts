import assert from "node:assert/strict";
import { quoteOutsideText, toVisibleAddress } from "../../../../server/elicitation/requests/mod.ts";
import fc from "../../../fast_check.ts";

Deno.test("quoteOutsideText() returns one visible line that any text fits into", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
    const quoted = quoteOutsideText(text);
    assert.match(quoted, /^"[^"]*"(?: \(cut, \d+ characters\))?$/u);
    assert.doesNotMatch(quoted, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    assert.ok([...quoted].length <= 83 + " (cut, 400 characters)".length);
  }));
});

Deno.test("quoteOutsideText() cuts whole characters", () => {
  assert.equal(quoteOutsideText("😀".repeat(81)), `"${"😀".repeat(80)}…" (cut, 81 characters)`);
  assert.equal(quoteOutsideText("😀".repeat(80)), `"${"😀".repeat(80)}"`);
});

Deno.test("toVisibleAddress() shows characters that could reorder the question", () => {
  assert.equal(toVisibleAddress("jo@example.com"), "jo@example.com");
  assert.equal(toVisibleAddress("a\u202eb\u200b@c.d"), "a\\u{202e}b\\u{200b}@c.d");
});
