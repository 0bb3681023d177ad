import assert from "node:assert/strict";
import { IncomingBytes } from "../../../bench/processes/incoming_bytes.ts";
import fc from "../../fast_check.ts";

const decoder = new TextDecoder();
const MARK = new TextEncoder().encode("\r\n\r\n");

/** Creates a source that returns a text in pieces of these sizes, and then ends. */
function incoming(text: string, sizes: readonly number[] = [1_000]): IncomingBytes {
  const bytes = new TextEncoder().encode(text);
  let [from, turn] = [0, 0];
  return new IncomingBytes((into) => {
    const size = Math.min(sizes[turn++ % sizes.length]!, into.length, bytes.length - from);
    if (from === bytes.length) return Promise.resolve(null);
    into.set(bytes.subarray(from, from += size));
    return Promise.resolve(size);
  });
}

Deno.test("IncomingBytes returns whole parts for any chunks", async () => {
  const part = fc.string({ unit: fc.constantFrom("a", "\r", "\n", "é"), maxLength: 9 })
    .filter((text) => !`${text}\r\n\r\n`.slice(0, -1).includes("\r\n\r\n"));
  const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 });
  await fc.assert(fc.asyncProperty(fc.array(part, { maxLength: 6 }), sizes, async (parts, sizes) => {
    const bytes = incoming(parts.map((text) => `${text}\r\n\r\n`).join(""), sizes);
    for (const text of parts) assert.equal(decoder.decode(await bytes.readUntil(MARK)), text);
  }));
});

Deno.test("IncomingBytes grows on demand", async () => {
  const bytes = incoming(`head\r\n\r\n${"x".repeat(300_000)}end\r\n\r\n`, [65_536, 10]);
  assert.equal(decoder.decode(await bytes.readUntil(MARK)), "head");
  assert.equal((await bytes.readExactly(300_000)).length, 300_000);
  assert.equal(decoder.decode(await bytes.readUntil(MARK)), "end");
});

Deno.test("IncomingBytes fails at the end", async () => {
  await assert.rejects(incoming("head\r\n").readUntil(MARK), /ended in the middle/);
  await assert.rejects(incoming("12").readExactly(3), /ended in the middle/);
});
