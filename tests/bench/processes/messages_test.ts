import assert from "node:assert/strict";
import { classifyMessage, type Message, MessageSplitter } from "../../../bench/processes/messages.ts";
import fc from "../../fast_check.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const getKind = (message: unknown) => classifyMessage(encode(JSON.stringify(message))).kind;

Deno.test("classifyMessage() distinguishes responses, failures, requests and notifications, with members in any order", () => {
  assert.equal(getKind({ jsonrpc: "2.0", id: 1, result: {} }), "answer");
  assert.equal(getKind({ result: { content: [] }, jsonrpc: "2.0", id: 1 }), "answer");
  assert.equal(getKind({ error: { code: -32602, message: "No" }, jsonrpc: "2.0", id: 1 }), "failure");
  assert.equal(getKind({ jsonrpc: "2.0", method: "notifications/message", params: {} }), "notification");
  assert.deepEqual(
    classifyMessage(encode('{"method":"elicitation/create","params":{"message":"?"},"jsonrpc":"2.0","id":7}')),
    { kind: "question", id: 7, method: "elicitation/create" },
  );
});

Deno.test("classifyMessage() recognizes failures of tools, also of the article's", () => {
  assert.equal(getKind({ id: 1, result: { content: [], isError: true } }), "failure");
  for (const space of [" ", ""]) {
    const text = `{"success":${space}false,"error":"Ticket #9 not found."}`;
    assert.equal(getKind({ id: 1, result: { content: [{ type: "text", text }], isError: false } }), "failure");
  }
});

Deno.test("classifyMessage() ignores texts that look like members", () => {
  const text = JSON.stringify({ isError: true, error: {}, method: "x" });
  assert.equal(getKind({ id: 1, result: { content: [{ type: "text", text }] } }), "answer");
});

function split(bytes: Uint8Array, sizes: readonly number[]): Message[] {
  const messages = new MessageSplitter();
  const found: Message[] = [];
  let from = 0;
  for (const size of [...sizes, bytes.length]) {
    const chunk = bytes.slice(from, from + size);
    found.push(...messages.push(chunk));
    chunk.fill(0); // as a buffer that is read into again
    from += size;
  }
  return found;
}

Deno.test("MessageSplitter finds the same messages in any chunks", () => {
  const message = fc.constantFrom(
    { id: 1, result: { text: "é".repeat(20_000) } },
    { id: 2, result: {} },
    { method: "notifications/message", params: { data: "😀" } },
    { method: "ping", params: {}, id: "a" },
    { id: 3, error: { message: "漢" } },
  );
  const sizes = fc.array(fc.integer({ min: 0, max: 9_000 }), { maxLength: 12 });
  fc.assert(fc.property(fc.array(message, { maxLength: 6 }), sizes, (messages, sizes) => {
    const lines = messages.map((one) => JSON.stringify(one));
    const expected = lines.map((line) => classifyMessage(encode(line)));
    assert.deepEqual(split(encode(lines.map((line) => `${line}\n`).join("")), sizes), expected);
  }));
});

Deno.test("MessageSplitter waits for the end of a message", () => {
  assert.deepEqual(new MessageSplitter().push(encode('{"id":1,"result":{}}')), []);
});
