import assert from "node:assert/strict";
import { LineSplitter } from "../../../bench/processes/lines.ts";
import fc from "../../fast_check.ts";

const decoder = new TextDecoder();

function split(bytes: Uint8Array, sizes: readonly number[]): string[] {
  const lines = new LineSplitter();
  const found: string[] = [];
  let from = 0;
  for (const size of [...sizes, bytes.length]) {
    for (const line of lines.push(bytes.subarray(from, from + size))) found.push(decoder.decode(line));
    from += size;
  }
  return found;
}

Deno.test("LineSplitter returns a line when it is complete", () => {
  const bytes = new TextEncoder().encode("one\ntwo\nthr");
  assert.deepEqual(split(bytes, []), ["one", "two"]);
});

Deno.test("LineSplitter returns the same lines for any chunks", () => {
  const character = fc.constantFrom("a", "é", "漢", "😀", "\r", "{", '"');
  const texts = fc.array(fc.string({ unit: character, maxLength: 12 }), { maxLength: 9 });
  const sizes = fc.array(fc.integer({ min: 0, max: 9 }));
  fc.assert(fc.property(texts, sizes, (texts, sizes) => {
    const bytes = new TextEncoder().encode(texts.map((text) => `${text}\n`).join(""));
    assert.deepEqual(split(bytes, sizes), texts);
  }));
});
