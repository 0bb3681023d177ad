import assert from "node:assert/strict";
import { measureCells } from "../../../../base/text/measure_cells.ts";
import { wrapLine } from "../../../../client/terminal/dialog/wrap_line.ts";
import fc from "../../../fast_check.ts";

Deno.test("wrapLine() breaks between words, and splits words that are too long", () => {
  assert.deepEqual(wrapLine("one two  three", 7), ["one two", "three"]);
  assert.deepEqual(wrapLine("  indented", 20), ["  indented"]);
  assert.deepEqual(wrapLine("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
  assert.deepEqual(wrapLine("", 5), [""]);
});

Deno.test("wrapLine() counts wide characters as two cells", () => {
  assert.deepEqual(wrapLine("日本語 です", 6), ["日本語", "です"]);
});

Deno.test("wrapLine() drops only spaces, and makes no line too wide", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 2, max: 40 }), (text, width) => {
    const lines = wrapLine(text, width);
    assert.equal(lines.join("").replace(/\s/gu, ""), text.replace(/\s/gu, ""));
    for (const line of lines) assert.ok(measureCells(line) <= width);
  }));
});
