import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeValue, EncodedValue } from "../../../../store/kv/port/encoded_value.ts";

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
  for (const value of [{ id: "42" }, "text", 7, null, [true]]) {
    const stored = encode(value);
    assert.notEqual(stored[0], 0xff);
    assert.equal(new TextDecoder().decode(stored.subarray(1)), JSON.stringify(value));
  }
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
