import assert from "node:assert/strict";
import { diffStates } from "../../../../store/rules/history/event_parts.ts";
import fc from "../../../fast_check.ts";

const state = fc.record(
  { a: fc.nat({ max: 2 }), b: fc.array(fc.nat({ max: 2 })), c: fc.option(fc.boolean()) },
  { noNullPrototype: true },
);

Deno.test("diffStates() lists only the fields that differ", () => {
  assert.deepEqual(diffStates({ a: 1, b: [1] }, { a: 1, b: [2] }), { before: { b: [1] }, after: { b: [2] } });
  assert.deepEqual(diffStates<{ a: null }>({}, { a: null }), { before: {}, after: { a: null } });
  assert.deepEqual(diffStates({ a: 1, b: 1 }, { a: 2, b: 2 }, ["a"]), { before: { b: 1 }, after: { b: 2 } });
});

Deno.test("diffStates() can be applied to either state to get the other", () => {
  fc.assert(fc.property(state, state, (one, other) => {
    const { before, after } = diffStates(one, other);
    assert.deepEqual({ ...one, ...after }, other);
    assert.deepEqual({ ...other, ...before }, one);
  }));
});
