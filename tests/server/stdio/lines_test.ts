import assert from "node:assert/strict";
import fc from "fast-check";
import { Lines } from "../../../server/stdio/lines.ts";

const ANY_LENGTH = Number.MAX_SAFE_INTEGER;

Deno.test("Lines finds the lines wherever the pipe cuts them", () => {
  const line = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll(/[\r\n]/g, ""));
  fc.assert(fc.property(fc.array(line), fc.integer({ min: 1, max: 9 }), (lines, size) => {
    assert.deepEqual(linesOf(lines.map((line) => `${line}\n`).join(""), size), lines);
  }));
});

Deno.test("Lines takes a carriage return for part of a line's end, and an empty line for a line", () => {
  assert.deepEqual(linesOf("one\r\n\r\ntwo\rthree\n", 2), ["one", "", "two\rthree"]);
});

Deno.test("Lines leaves a line without an end for later", () => {
  const lines = new Lines(ANY_LENGTH);
  assert.deepEqual(lines.push(bytes("one\ntw")), ["one"]);
  assert.deepEqual(lines.push(bytes("o\nthree")), ["two"]);
});

Deno.test("Lines keeps what it was given, even when the buffer is used again", () => {
  const lines = new Lines(ANY_LENGTH);
  const buffer = bytes("begun");
  lines.push(buffer);
  buffer.fill(0);
  assert.deepEqual(lines.push(bytes("\n")), ["begun"]);
});

Deno.test("Lines refuses a line that is too long, however it comes", () => {
  for (const size of [1, 1000]) {
    assert.deepEqual(linesOf("12345\n12345\n", size, 5), ["12345", "12345"]);
    assert.throws(() => linesOf("12\n123456", size, 5), RangeError);
  }
  assert.throws(() => linesOf("12\n123456\n", 1, 5), /longer than 5 bytes/);
});

Deno.test("Lines leaves a byte order mark where it is, which is no JSON", () => {
  assert.deepEqual(linesOf("\uFEFF{}\n", 2), ["\uFEFF{}"]);
});

function linesOf(text: string, size: number, limit = ANY_LENGTH): string[] {
  const all = bytes(text);
  const lines = new Lines(limit);
  const found: string[] = [];
  for (let at = 0; at < all.length; at += size) found.push(...lines.push(all.slice(at, at + size)));
  return found;
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
