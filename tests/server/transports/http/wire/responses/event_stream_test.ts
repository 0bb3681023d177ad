import assert from "node:assert/strict";
import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import {
  EventStream,
  MAX_BUFFERED_BYTES,
} from "../../../../../../server/transports/http/wire/responses/event_stream.ts";

const note = (number: number, text = ""): JSONRPCMessage => ({
  jsonrpc: "2.0",
  method: "notifications/test",
  params: { number, text },
});

/** Reads a stream that has ended, or what of it is there so far. */
async function readWhole(stream: ReadableStream<Uint8Array>): Promise<string> {
  return await new Response(stream).text();
}

const findNumbers = (text: string) => [...text.matchAll(/"number":(\d+)/g)].map((match) => Number(match[1]));
const findIds = (text: string) => [...text.matchAll(/^id: (.*)$/gm)].map((match) => match[1]!);
const nothing = () => {};

Deno.test("EventStream gives its reader everything, and ends", async () => {
  const stream = new EventStream();
  let ends = 0;
  const text = readWhole(stream.read(0, true, () => ends++));
  for (const number of [1, 2, 3]) stream.send(note(number));
  stream.end();
  assert.deepEqual(findNumbers(await text), [1, 2, 3]);
  assert.equal(findIds(await text).length, 4, "an opening, and three messages");
  assert.equal(ends, 1);
});

Deno.test("EventStream is read on after any of its events", async () => {
  const stream = new EventStream();
  const first = readWhole(stream.read(0, true, nothing));
  for (let number = 1; number <= 5; number++) stream.send(note(number));
  stream.end();
  const [opening, ...ids] = findIds(await first);
  assert.equal(stream.findPosition(opening!), 0);
  for (const [index, id] of ids.entries()) {
    const rest = await readWhole(stream.read(stream.findPosition(id)!, false, nothing));
    assert.deepEqual(findNumbers(rest), [1, 2, 3, 4, 5].slice(index + 1));
  }
});

Deno.test("EventStream knows no event of another stream, nor one that isn't", () => {
  const [one, other] = [new EventStream(), new EventStream()];
  one.send(note(1));
  other.send(note(1));
  assert.equal(other.findPosition(`${getName(one)}-1`), undefined);
  for (const rest of ["", "-", "-x", "-99", "--1", "-1.5", "-NaN"]) {
    assert.equal(one.findPosition(getName(one) + rest), undefined, rest);
  }
});

Deno.test("EventStream keeps a bounded number of events, and of characters", () => {
  const many = new EventStream();
  const name = getName(many);
  for (let number = 1; number <= 150; number++) many.send(note(number));
  assert.equal(many.firstPosition, 50);
  assert.equal(many.findPosition(`${name}-49`), 49);

  const large = new EventStream();
  for (let number = 1; number <= 10; number++) large.send(note(number, "x".repeat(100_000)));
  assert.equal(large.firstPosition, 8);
});

Deno.test("EventStream has one reader: the latest", async () => {
  const stream = new EventStream();
  const first = readWhole(stream.read(0, false, nothing));
  stream.send(note(1));
  const second = readWhole(stream.read(1, false, nothing));
  stream.send(note(2));
  stream.end();
  assert.deepEqual([findNumbers(await first), findNumbers(await second)], [[1], [2]]);
});

Deno.test("EventStream drops a client that does not read", async () => {
  const stream = new EventStream();
  let ended = false;
  const unread = stream.read(0, false, () => ended = true);
  const size = 100_000;
  for (let number = 1; number <= MAX_BUFFERED_BYTES / size + 2; number++) stream.send(note(number, "x".repeat(size)));
  assert.equal(ended, true);
  assert.ok((await readWhole(unread)).length > MAX_BUFFERED_BYTES, "what waited is there");
});

Deno.test("EventStream continues when its reader disconnects", async () => {
  const stream = new EventStream();
  await stream.read(0, false, nothing).cancel();
  stream.send(note(1));
  stream.end();
  assert.deepEqual(findNumbers(await readWhole(stream.read(0, false, nothing))), [1]);
});

function getName(stream: EventStream): string {
  for (let name = 1; name < 1000; name++) {
    if (stream.findPosition(`${name}-${stream.lastNumber}`) !== undefined) return String(name);
  }
  throw new Error("It has no name");
}
