import assert from "node:assert/strict";
import { getFirstSentence } from "../../../base/text/first_sentence.ts";

const TEXTS: readonly [text: string, sentence: string][] = [
  ["Find tickets. Use it first.", "Find tickets"],
  ["Find tickets.", "Find tickets"],
  ["Find tickets", "Find tickets"],
  ["Read version 2.10.3 of it. Then stop.", "Read version 2.10.3 of it"],
  ["Best match first; without words, newest first. More.", "Best match first; without words, newest first"],
  ["Find tickets\nand more. Then stop.", "Find tickets"],
  ["", ""],
];

for (const [text, sentence] of TEXTS) {
  Deno.test(`getFirstSentence() returns ${JSON.stringify(sentence)} of ${JSON.stringify(text)}`, () => {
    assert.equal(getFirstSentence(text), sentence);
  });
}
