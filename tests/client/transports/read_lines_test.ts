import assert from "node:assert/strict";
import fc from "fast-check";
import { readLines } from "../../../client/transports/read_lines.ts";

const ANY_LENGTH = Number.MAX_SAFE_INTEGER;

Deno.test("readLines() finds the lines wherever the stream is cut", async () => {
  const line = fc.string({ unit: "grapheme" }).map((text) => text.replaceAll(/[\r\n]/g, ""));
  await fc.assert(fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 9 }), async (lines, size) => {
    const text = lines.map((line) => line + "\n").join("");
    assert.deepEqual(await readAllLines(splitIntoChunks(text, size)), lines);
  }));
});

Deno.test("readLines() takes carriage returns for part of a line's end", async () => {
  assert.deepEqual(await readAllLines(splitIntoChunks("one\r\n\r\ntwo\rthree\n", 2)), ["one", "", "two\rthree"]);
});

Deno.test("readLines() leaves out a last line without an end", async () => {
  assert.deepEqual(await readAllLines(splitIntoChunks("one\ntwo", 3)), ["one"]);
});

Deno.test("readLines() refuses a line that is too long, however it comes", async () => {
  for (const size of [1, 1000]) {
    assert.deepEqual(await readAllLines(splitIntoChunks("12345\n12345\n", size), 5), ["12345", "12345"]);
    await assert.rejects(readAllLines(splitIntoChunks("12\n123456", size), 5), RangeError);
    await assert.rejects(readAllLines(splitIntoChunks("12\n123456\n12\n", size), 5), RangeError);
  }
});

Deno.test("readLines() ends with its signal", async () => {
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

/** A stream of the text's bytes, a few at a time. */
function splitIntoChunks(text: string, size: number): ReadableStream<Uint8Array<ArrayBuffer>> {
  const bytes = new TextEncoder().encode(text);
  const pieces = Array.from(
    { length: Math.ceil(bytes.length / size) },
    (_, at) => bytes.slice(at * size, (at + 1) * size),
  );
  return ReadableStream.from(pieces);
}
