import assert from "node:assert/strict";
import { createTicketRecord } from "../../../../store/rules/tickets/mod.ts";
import { decodeValue, EncodedValue } from "../../../../store/kv/port/encoded_value.ts";
import fc from "../../../fast_check.ts";

const FIELDS = {
  subject: "Card",
  customer: "ada@example.com",
  description: "",
  priority: "medium" as const,
  assignee: null,
  tags: ["late"],
};

const encode = (value: unknown) => EncodedValue.from(value).bytes;
const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("日本語".repeat(50), "é".repeat(50), "\ud800"));

Deno.test("decodeValue() restores the encoded value", () => {
  fc.assert(fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
    const plain = JSON.parse(JSON.stringify(value)); // JSON has no -0
    assert.deepEqual(decodeValue(encode(plain)), plain);
  }));
  fc.assert(fc.property(text, (value) => assert.equal(decodeValue(encode(value)), value)));
  fc.assert(fc.property(fc.uint8Array(), (value) => assert.deepEqual(decodeValue(encode(value)), value)));
});

Deno.test("decodeValue() rejects formats of later versions", () => {
  assert.throws(() => decodeValue(new Uint8Array([9, 1])), /unknown format 9/);
});

Deno.test("EncodedValue.from() does not use V8's format, which older versions cannot read", () => {
  for (const value of [{ number: 42 }, "text", 7, null, [true]]) {
    const stored = encode(value);
    assert.notEqual(stored[0], 0xff);
    assert.equal(new TextDecoder().decode(stored.subarray(1)), JSON.stringify(value));
  }
});

Deno.test("a ticket takes less than half of its JSON, and every value comes back as it was", () => {
  const ticket = createTicketRecord("42", FIELDS, "2026-11-01T09:00:00.000Z");
  assert.ok(encode(ticket).length < JSON.stringify(ticket).length / 2);
  const names = fc.constantFrom(...Object.keys(ticket), "at", "before", "after", "by", "kind", "sum", "due_at");
  const values = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(null, "open", [], 0, `","status":"`, "\u0000\u001f", "日本語".repeat(40)),
  );
  const objects = fc.array(fc.tuple(names, values), { maxLength: 40 }).map(Object.fromEntries);
  fc.assert(fc.property(objects, objects, (one, other) => {
    const value = { ...one, before: other, texts: JSON.stringify(one) };
    assert.deepEqual(decodeValue(encode(value)), value);
  }));
});

Deno.test("decodeValue() restores values of any length", () => {
  for (const length of [0, 1, 500, 1_000, 2_000, 60_000]) {
    const value = { id: "42", tags: Array.from({ length: length / 10 }, (_, index) => ({ id: String(index) })) };
    assert.deepEqual(decodeValue(encode(value)), value);
  }
});

Deno.test("decodeValue() reads values of earlier versions", () => {
  const value = { ticket_id: "42", revision: 1 };
  const plain = new TextEncoder().encode(`\u0001${JSON.stringify(value)}`);
  assert.deepEqual(decodeValue(plain), value);
});

Deno.test("EncodedValue.from() uses at most two bytes for an East Asian character", () => {
  assert.ok(encode("漢".repeat(20_000)).length < 40_010);
});

Deno.test("EncodedValue.bytes has the size of the stored value", () => {
  assert.equal(encode({ text: "a" }).length, 1 + '{"text":"a"}'.length);
  assert.equal(encode("é".repeat(100)).length, 1 + 2 + 200);
  assert.equal(encode("日".repeat(100)).length, 1 + 2 * 102);
  assert.equal(encode(new Uint8Array(1_000)).length, 1_001);
});

Deno.test("EncodedValue.from() rejects what is not plain data", () => {
  assert.throws(() => EncodedValue.from({ at: new Date() }), TypeError);
});

Deno.test("EncodedValue.from() copies the value, and encodes it once", () => {
  const tags = ["a"];
  const encoded = EncodedValue.from({ tags });
  tags.push("b");
  assert.deepEqual(encoded.value, { tags: ["a"] });
  assert.equal(EncodedValue.from(encoded), encoded);
});
