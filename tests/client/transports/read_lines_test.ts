import assert from "node:assert/strict";
import { readLines } from "../../../client/transports/read_lines.ts";
import fc from "../../fast_check.ts";

const ANY_LENGTH = Number.MAX_SAFE_INTEGER;

Deno.test("readLines() finds lines across any chunks", async () => {
  const line = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll(/[\r\n]/g, ""));
  await fc.assert(fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 9 }), async (lines, size) => {
    const text = lines.map((line) => line + "\n").join("");
    assert.deepEqual(await readAllLines(splitIntoChunks(text, size)), lines);
  }));
});

Deno.test("readLines() treats a carriage return as part of the line ending", async () => {
  assert.deepEqual(await readAllLines(splitIntoChunks("one\r\n\r\ntwo\rthree\n", 2)), ["one", "", "two\rthree"]);
});

Deno.test("readLines() ignores an unterminated last line", async () => {
  assert.deepEqual(await readAllLines(splitIntoChunks("one\ntwo", 3)), ["one"]);
});

Deno.test("readLines() rejects a line that is too long in any chunks", async () => {
  for (const size of [1, 1000]) {
    assert.deepEqual(await readAllLines(splitIntoChunks("12345\n12345\n", size), 5), ["12345", "12345"]);
    await assert.rejects(readAllLines(splitIntoChunks("12\n123456", size), 5), RangeError);
    await assert.rejects(readAllLines(splitIntoChunks("12\n123456\n12\n", size), 5), RangeError);
  }
});

Deno.test("readLines() stops with its signal", async () => {
  const reading = new AbortController();
  const endless = new ReadableStream<Uint8Array<ArrayBuffer>>();
  const lines = readLines(endless, () => {}, ANY_LENGTH, reading.signal);
  reading.abort(new Error("enough"));
  await assert.rejects(lines, /enough/);
});

async function readAllLines(stream: ReadableStream<Uint8Array<ArrayBuffer>>, limit = ANY_LENGTH): Promise<string[]> {
  const lines: string[] = [];
  await readLines(stream, (line) => lines.push(line), limit, new AbortController().signal);
  return lines;
}

/** Streams the bytes of a text in small chunks. */
function splitIntoChunks(text: string, size: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  const bytes = new TextEncoder().encode(text);
  const pieces = Array.from(
    { length: Math.ceil(bytes.length / size) },
    (_, at) => bytes.slice(at * size, (at + 1) * size),
  );
  return ReadableStream.from(pieces);
}
