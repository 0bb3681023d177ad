import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeValue, encodeValue, withPortableValues } from "../../../../store/kv/port/portable_values.ts";

const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("日本語".repeat(50), "é".repeat(50), "\ud800"));

Deno.test("decodeValue() gives back what encodeValue() was given", () => {
  fc.assert(fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
    const plain = JSON.parse(JSON.stringify(value)); // JSON has no -0
    assert.deepEqual(decodeValue(encodeValue(plain)), plain);
  }));
  fc.assert(fc.property(text, (value) => assert.equal(decodeValue(encodeValue(value)), value)));
  fc.assert(fc.property(fc.uint8Array(), (value) => assert.deepEqual(decodeValue(encodeValue(value)), value)));
});

Deno.test("encodeValue() writes no format of V8's, which older versions couldn't read", () => {
  for (const value of [{ id: "42" }, "text", 7, null, [true]]) {
    const stored = encodeValue(value) as Uint8Array;
    assert.notEqual(stored[0], 0xff);
    assert.equal(new TextDecoder().decode(stored.subarray(1)), JSON.stringify(value));
  }
});

Deno.test("encodeValue() takes two bytes at most for a character of Asia", () => {
  const stored = encodeValue("漢".repeat(20_000)) as Uint8Array;
  assert.ok(stored.length < 40_010);
});

Deno.test("decodeValue() says when a value is of a later format", () => {
  assert.throws(() => decodeValue(new Uint8Array([9, 1])), /format that this version doesn't know \(9\)/);
});

Deno.test("withPortableValues() keeps values so on every way in and out, and counters as they are", async () => {
  using raw = await Deno.openKv(":memory:");
  const { get } = raw;
  const kv = withPortableValues(raw);
  await kv.set(["set"], { a: 1 });
  await kv.atomic().set(["atomic"], ["b"]).sum(["count"], 2n).commit();
  assert.deepEqual((await kv.get(["set"])).value, { a: 1 });
  assert.deepEqual((await kv.getMany([["set"], ["atomic"], ["none"]])).map(({ value }) => value), [
    { a: 1 },
    ["b"],
    null,
  ]);
  const listed = await Array.fromAsync(kv.list({ prefix: [] }), ({ value }) => value);
  assert.deepEqual(listed, [["b"], new Deno.KvU64(2n), { a: 1 }]);
  assert.ok((await get.call(raw, ["set"])).value instanceof Uint8Array);
});

Deno.test("withPortableValues() checks versionstamps as ever", async () => {
  using kv = withPortableValues(await Deno.openKv(":memory:"));
  await kv.set(["a"], 1);
  const entry = await kv.get(["a"]);
  assert.ok((await kv.atomic().check(entry).set(["a"], 2).commit()).ok);
  assert.ok(!(await kv.atomic().check(entry).set(["a"], 3).commit()).ok);
  assert.equal((await kv.get(["a"])).value, 2);
});
