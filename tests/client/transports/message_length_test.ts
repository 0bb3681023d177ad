import assert from "node:assert/strict";
import { MessageLength } from "../../../client/transports/message_length.ts";

const encoder = new TextEncoder();

Deno.test("MessageLength counts a whole body", () => {
  const length = new MessageLength("application/json");
  assert.deepEqual(["{\n\n", "}"].map((text) => length.add(encoder.encode(text))), [3, 4]);
  assert.equal(new MessageLength(null).add(encoder.encode("four")), 4);
});

for (const [name, end] of [["line feeds", "\n"], ["carriage returns", "\r"], ["both", "\r\n"]] as const) {
  Deno.test(`MessageLength restarts at each event with line ending ${name}`, () => {
    const length = new MessageLength("text/event-stream; charset=utf-8");
    const add = (text: string) => length.add(encoder.encode(text.replaceAll("\n", end)));
    assert.equal(add("data: 1234\n"), 11);
    assert.equal(add("data: 56"), 19); // an event may have several lines
    assert.equal(add("\n\ndata: 7"), 20);
    assert.equal(add("8\n\n"), 9);
    assert.equal(add("\n\n\n"), 0);
  });
}
