import assert from "node:assert/strict";
import { valueBytes } from "../../../store/kv/value.ts";

Deno.test("valueBytes() tells what a value takes in the store", () => {
  assert.equal(valueBytes({ text: "a" }), 1 + '{"text":"a"}'.length);
  assert.equal(valueBytes("é".repeat(100)), 1 + 2 + 200);
  assert.equal(valueBytes("日".repeat(100)), 1 + 2 * 102);
  assert.equal(valueBytes(new Uint8Array(1_000)), 1_001);
});

Deno.test("valueBytes() refuses what is not plain data", () => {
  for (const value of [() => 1, Symbol("s"), new Map(), new Deno.KvU64(1n), { at: new Date() }, [class {}], 1n]) {
    assert.throws(() => valueBytes(value), TypeError);
  }
});
