import assert from "node:assert/strict";
import { truncate, truncateLine } from "../../../base/text/truncate.ts";

Deno.test("truncate() never splits a character", () => {
  assert.equal(truncate("ab😀cd", 4), "ab…");
  assert.equal(truncate("abcd", 4), "abcd");
});

Deno.test("truncate() returns well-formed Unicode", () => {
  assert.equal(truncate("a\ud83d", 4), "a\ufffd");
});

Deno.test("truncateLine() puts a text on one line before it cuts it", () => {
  assert.equal(truncateLine("  a\n\n  b\tc ", 10), "a b c");
  assert.equal(truncateLine("a \n b \n c", 4), "a b…");
});
