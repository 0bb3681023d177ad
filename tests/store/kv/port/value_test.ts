import assert from "node:assert/strict";
import { deepFreeze, toEncodedValue } from "../../../../store/kv/port/value.ts";

Deno.test("toEncodedValue() tells what a value takes in the store", () => {
  assert.equal(toEncodedValue({ text: "a" }).bytes.length, 1 + '{"text":"a"}'.length);
  assert.equal(toEncodedValue("é".repeat(100)).bytes.length, 1 + 2 + 200);
  assert.equal(toEncodedValue("日".repeat(100)).bytes.length, 1 + 2 * 102);
  assert.equal(toEncodedValue(new Uint8Array(1_000)).bytes.length, 1_001);
});

Deno.test("toEncodedValue() refuses what is not plain data", () => {
  for (const value of [() => 1, Symbol("s"), new Map(), new Deno.KvU64(1n), { at: new Date() }, [class {}], 1n]) {
    assert.throws(() => toEncodedValue(value), TypeError);
  }
});

Deno.test("toEncodedValue() keeps a value as it is now, and encodes it once", () => {
  const tags = ["a"];
  const kept = toEncodedValue({ tags });
  tags.push("b");
  assert.deepEqual(kept.value, { tags: ["a"] });
  assert.equal(toEncodedValue(kept), kept);
});

Deno.test("deepFreeze() makes plain data unchangeable all through", () => {
  const ticket = deepFreeze({ tags: ["a"], escalation: { by: "Jo" }, note: null, bytes: new Uint8Array(1) });
  assert.throws(() => ticket.tags.push("b"), TypeError);
  assert.throws(() => ticket.escalation.by = "Kim", TypeError);
  assert.throws(() => Object.assign(ticket, { note: "x" }), TypeError);
});
