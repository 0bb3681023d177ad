import assert from "node:assert/strict";
import { findDifference } from "../../../../client/recording/replay/difference.ts";
import fc from "../../../fast_check.ts";

Deno.test("findDifference() returns the path", () => {
  assert.deepEqual(findDifference({ a: { b: [1, 2] } }, { a: { b: [1, 3] } }), {
    path: "a.b[1]",
    expected: 2,
    actual: 3,
  });
  assert.deepEqual(findDifference({ a: 1 }, { a: 1, b: null }), { path: "b", expected: undefined, actual: null });
  assert.deepEqual(findDifference([1, 2], [1]), { path: "[1]", expected: 2, actual: undefined });
  assert.deepEqual(findDifference({ a: [] }, { a: {} }), { path: "a", expected: [], actual: {} });
  assert.deepEqual(findDifference(undefined, "x"), { path: "", expected: undefined, actual: "x" });
});

Deno.test("findDifference() accepts any text in place of a removed secret", () => {
  assert.equal(findDifference("a (b) [removed: KEY] c", "a (b) x\ny c"), undefined);
  assert.equal(findDifference("[removed: A][removed: B]", "secret"), undefined);
  assert.deepEqual(findDifference({ a: "x [removed: KEY]" }, { a: "y 1" }), {
    path: "a",
    expected: "x [removed: KEY]",
    actual: "y 1",
  });
});

Deno.test("findDifference() finds none between equal values with members in any order", () => {
  assert.equal(findDifference({ a: 1, b: { c: [null] } }, { b: { c: [null] }, a: 1 }), undefined);
  assert.equal(findDifference({ a: undefined }, {}), undefined);
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    assert.equal(findDifference(value, structuredClone(value)), undefined);
  }));
});
