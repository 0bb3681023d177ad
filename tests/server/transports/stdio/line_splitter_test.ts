import assert from "node:assert/strict";
import fc from "fast-check";
import { LineSplitter } from "../../../../server/transports/stdio/line_splitter.ts";

const ANY_LENGTH = Number.MAX_SAFE_INTEGER;

Deno.test("Lines finds the lines wherever the pipe cuts them", () => {
  const line = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll(/[\r\n]/g, ""));
  fc.assert(fc.property(fc.array(line), fc.integer({ min: 1, max: 9 }), (lines, size) => {
    assert.deepEqual(splitLines(lines.map((line) => `${line}\n`).join(""), size), lines);
  }));
});

Deno.test("Lines takes a carriage return for part of a line's end, and an empty line for a line", () => {
  assert.deepEqual(splitLines("one\r\n\r\ntwo\rthree\n", 2), ["one", "", "two\rthree"]);
});

Deno.test("Lines leaves a line without an end for later", () => {
  const lines = new LineSplitter(ANY_LENGTH);
  assert.deepEqual(lines.push(toBytes("one\ntw")), ["one"]);
  assert.deepEqual(lines.push(toBytes("o\nthree")), ["two"]);
});

Deno.test("Lines keeps what it was given, even when the buffer is used again", () => {
  const lines = new LineSplitter(ANY_LENGTH);
  const buffer = toBytes("begun");
  lines.push(buffer);
  buffer.fill(0);
  assert.deepEqual(lines.push(toBytes("\n")), ["begun"]);
});

Deno.test("Lines refuses a line that is too long, however it comes", () => {
  for (const size of [1, 1000]) {
    assert.deepEqual(splitLines("12345\n12345\n", size, 5), ["12345", "12345"]);
    assert.throws(() => splitLines("12\n123456", size, 5), RangeError);
  }
  assert.throws(() => splitLines("12\n123456\n", 1, 5), /longer than 5 bytes/);
});

Deno.test("Lines leaves a byte order mark where it is, which is no JSON", () => {
  assert.deepEqual(splitLines("\uFEFF{}\n", 2), ["\uFEFF{}"]);
});

function splitLines(text: string, size: number, limit = ANY_LENGTH): string[] {
  const all = toBytes(text);
  const lines = new LineSplitter(limit);
  const found: string[] = [];
  for (let at = 0; at < all.length; at += size) found.push(...lines.push(all.slice(at, at + size)));
  return found;
}

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
