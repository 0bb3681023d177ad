import assert from "node:assert/strict";
import * as fc from "fast-check";
import { difference } from "../../../client/recording/difference.ts";

Deno.test("difference() names the place", () => {
  assert.deepEqual(difference({ a: { b: [1, 2] } }, { a: { b: [1, 3] } }), { path: "a.b[1]", expected: 2, actual: 3 });
  assert.deepEqual(difference({ a: 1 }, { a: 1, b: null }), { path: "b", expected: undefined, actual: null });
  assert.deepEqual(difference([1, 2], [1]), { path: "[1]", expected: 2, actual: undefined });
  assert.deepEqual(difference({ a: [] }, { a: {} }), { path: "a", expected: [], actual: {} });
  assert.deepEqual(difference(undefined, "x"), { path: "", expected: undefined, actual: "x" });
});

Deno.test("difference() lets anything stand where a secret was removed", () => {
  assert.equal(difference("a (b) [removed: KEY] c", "a (b) x\ny c"), undefined);
  assert.equal(difference("[removed: A][removed: B]", "secret"), undefined);
  assert.deepEqual(difference({ a: "x [removed: KEY]" }, { a: "y 1" }), {
    path: "a",
    expected: "x [removed: KEY]",
    actual: "y 1",
  });
});

Deno.test("difference() finds none between equals, in whatever order their members are", () => {
  assert.equal(difference({ a: 1, b: { c: [null] } }, { b: { c: [null] }, a: 1 }), undefined);
  assert.equal(difference({ a: undefined }, {}), undefined);
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    assert.equal(difference(value, structuredClone(value)), undefined);
  }));
});
