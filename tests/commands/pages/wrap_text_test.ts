import assert from "node:assert/strict";
import { keepTogether, wrapText } from "../../../commands/pages/wrap_text.ts";
import fc from "../../fast_check.ts";

Deno.test("wrapText() breaks lines at spaces", () => {
  assert.deepEqual(wrapText("Serve the desk to an AI host", 10), ["Serve the", "desk to an", "AI host"]);
});

Deno.test("wrapText() never splits a word", () => {
  assert.deepEqual(wrapText("an uncommonly long word", 5), ["an", "uncommonly", "long", "word"]);
});

Deno.test("wrapText() keeps the words of a phrase on one line", () => {
  assert.deepEqual(wrapText(`after this long ${keepTogether("(default: 30)")}`, 24), [
    "after this long",
    "(default: 30)",
  ]);
});

Deno.test("wrapText() breaks a phrase that is longer than a line", () => {
  assert.deepEqual(wrapText(`now ${keepTogether("(default: desk.db)")}`, 12), ["now", "(default:", "desk.db)"]);
});

Deno.test("wrapText() loses no word, and fills no line beyond the width unless a word does", () => {
  fc.assert(fc.property(
    fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 40 }),
    fc.integer({ min: 1, max: 60 }),
    (words, width) => {
      const lines = wrapText(words.join(" "), width);
      assert.equal(lines.join(" "), words.join(" "));
      assert.ok(lines.every((line) => line.length <= width || !line.includes(" ")));
    },
  ));
});
