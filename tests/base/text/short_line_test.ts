import assert from "node:assert/strict";
import { toShortLine } from "../../../base/text/short_line.ts";

Deno.test("toShortLine() returns one clean line of at most 100 characters", () => {
  assert.equal(toShortLine("a\r\nb\u2028c\u202e\u200b\x1b[2Jd"), "a b c[2Jd");
  assert.equal(toShortLine("x".repeat(50_000)), `${"x".repeat(99)}…`);
  assert.equal(toShortLine(`${"\u200b".repeat(500)}x`), "x");
});
