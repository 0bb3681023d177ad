import assert from "node:assert/strict";
import { type InvalidMessageError, InvalidResponseError } from "../../../../server/protocol/messages/errors.ts";
import { LineReader } from "../../../../server/transports/stdio/line_reader.ts";
import fc from "../../../fast_check.ts";

const NO_LIMIT = Number.MAX_SAFE_INTEGER;

/** Reads a text in pieces of this many bytes. */
async function readLines(text: string, size: number, maxBytes = NO_LIMIT) {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  const source = {
    read(buffer: Uint8Array) {
      buffer.fill(0); // as another read would
      const chunk = bytes.subarray(at, at += size);
      buffer.set(chunk);
      return Promise.resolve(chunk.length === 0 ? null : chunk.length);
    },
  };
  const lines: string[] = [];
  const errors: InvalidMessageError[] = [];
  await new LineReader(source, maxBytes).read({
    receiveText: (line) => lines.push(line),
    reject: (error) => errors.push(error),
  });
  return { lines, errors };
}

Deno.test("LineReader finds lines however they are cut", async () => {
  const line = fc.string({ unit: "grapheme" }).map((text) => `"${text.replaceAll(/[\r\n\ufeff]/g, "")}"`);
  await fc.assert(fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 9 }), async (lines, size) => {
    assert.deepEqual((await readLines(lines.map((line) => `${line}\n`).join(""), size)).lines, lines);
  }));
});

Deno.test("LineReader skips blank lines and byte order marks", async () => {
  const { lines } = await readLines("\ufeffone\r\n\r\n \n\ufefftwo\rthree\n", 2);
  assert.deepEqual(lines, ["one\r", "two\rthree"]);
});

Deno.test("LineReader reads a last line without an end", async () => {
  assert.deepEqual((await readLines("one\ntwo", 4)).lines, ["one", "two"]);
});

Deno.test("LineReader skips a line that is too long, and continues with the next", async () => {
  for (const size of [1, 3, 1000]) {
    const { lines, errors } = await readLines("12345\n123456\n123456789\n1234\n123456", size, 5);
    assert.deepEqual(lines, ["12345", "1234"]);
    assert.deepEqual(errors.map(({ message }) => message), Array(3).fill("The message is too long (limit 5 bytes)."));
  }
});

const FILLER = "x".repeat(2000);

for (
  const [what, line, id] of [
    ["at the start", `{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"x":"${FILLER}"}}`, 5],
    ["after the method", `{"method":"tools/call", "id" : "a\\"b", "params":{"x":"${FILLER}"}}`, 'a"b'],
    ["at the end", `{"method":"tools/call","params":{"x":"${FILLER}"},"jsonrpc":"2.0","id":7}`, 7],
    ["nowhere", `{"method":"tools/call","params":{"x":"${FILLER}","id":7}}`, null],
    ["in a text", `{"method":"tools/call","params":"${FILLER} ,\\"id\\":7}"}`, null],
    ["which is no JSON number", `{"jsonrpc":"2.0","id":007,"method":"tools/call","params":{"x":"${FILLER}"}}`, null],
    ["which is no JSON text", `{"jsonrpc":"2.0","id":"\\q","method":"tools/call","params":{"x":"${FILLER}"}}`, null],
    ["at the end, and no JSON text", `{"method":"tools/call","params":{"x":"${FILLER}"},"id":"a\tb"}`, null],
  ] as const
) {
  Deno.test(`LineReader finds the id of a message that is too long: ${what}`, async () => {
    for (const size of [7, 1000]) {
      const { errors } = await readLines(`${line}\n`, size, 1000);
      assert.deepEqual(errors.map((error) => error.id), [id]);
    }
  });
}

for (const id of ["9007199254740993", "1.5", "1e400"]) {
  Deno.test(`LineReader repeats the invalid id ${id} of a message that is too long`, async () => {
    const { errors } = await readLines(
      `{"jsonrpc":"2.0","id":${id},"method":"x","params":{"x":"${FILLER}"}}\n`,
      7,
      1000,
    );
    assert.deepEqual(errors.map((error) => JSON.stringify(error.id)), [id]);
  });
}

for (
  const [what, line, requestId] of [
    ["with the id first", `{"jsonrpc":"2.0","id":5,"result":{"x":"${FILLER}"}}`, 5],
    ["with the result first", `{"result":{"x":"${FILLER}"},"jsonrpc":"2.0","id":5}`, 5],
    ["with an error", `{"jsonrpc":"2.0","id":"a","error":{"code":1,"message":"${FILLER}"}}`, "a"],
    ["with an invalid id", `{"jsonrpc":"2.0","id":1.5,"result":{"x":"${FILLER}"}}`, undefined],
  ] as const
) {
  Deno.test(`LineReader fails the server's request if the response to it is too long: ${what}`, async () => {
    const { lines, errors: [error] } = await readLines(`${line}\nnext\n`, 7, 1000);
    assert.deepEqual(lines, ["next"]);
    assert.ok(error instanceof InvalidResponseError);
    assert.deepEqual([error.id, error.requestId], [undefined, requestId]);
  });
}

/** Reads a line with a byte that is not UTF-8 in the place of the question mark. */
async function readBroken(text: string) {
  const bytes = new TextEncoder().encode(text);
  bytes[bytes.indexOf(0x3f)] = 0xff;
  const chunks: (Uint8Array | null)[] = [bytes, new TextEncoder().encode("\nnext\n"), null];
  const source = {
    read(buffer: Uint8Array) {
      const chunk = chunks.shift()!;
      if (chunk !== null) buffer.set(chunk);
      return Promise.resolve(chunk?.length ?? null);
    },
  };
  const lines: string[] = [];
  const errors: InvalidMessageError[] = [];
  const receiver = {
    receiveText: (line: string) => lines.push(line),
    reject: (error: InvalidMessageError) => errors.push(error),
  };
  await new LineReader(source, NO_LIMIT).read(receiver);
  assert.deepEqual(lines, ["next"]);
  assert.equal(errors.length, 1);
  return errors[0]!;
}

for (
  const [what, line, id] of [
    ["a request", '{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"?"}}', 5],
    ["an invalid request", '{"id":6,"method":"tools/call","params":{"name":"?"}}', 6],
    ["a notification", '{"jsonrpc":"2.0","method":"notifications/?"}', null],
    ["a batch", '[{"jsonrpc":"2.0","id":5,"method":"?"}]', null],
    ["no JSON", "?", null],
  ] as const
) {
  Deno.test(`LineReader rejects ${what} that is not UTF-8, and continues with the next line`, async () => {
    const error = await readBroken(line);
    assert.deepEqual([error.code, error.message, error.id], [-32700, "The message is not valid UTF-8.", id]);
  });
}

Deno.test("LineReader fails the server's request if the response to it is not UTF-8", async () => {
  const error = await readBroken('{"jsonrpc":"2.0","id":5,"result":{"text":"?"}}');
  assert.ok(error instanceof InvalidResponseError);
  assert.deepEqual([error.id, error.requestId], [undefined, 5]);
  assert.match(error.message, /The response to request 5 is invalid: The message is not valid UTF-8\./);
});
