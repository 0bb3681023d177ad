import assert from "node:assert/strict";
import { toRange, toSeconds } from "../../../store/reports/codes.ts";
import fc from "../../fast_check.ts";

Deno.test("the middle of a range is at most 5 % from every duration in it", () => {
  fc.assert(fc.property(fc.integer({ min: 1_000, max: 10 * 365 * 24 * 3_600_000 }), (duration) => {
    const middle = toSeconds(toRange(duration)) * 1_000;
    assert.ok(Math.abs(middle - duration) <= 0.05 * duration, `${middle} for ${duration}`);
  }));
});

Deno.test("toRange() takes every duration", () => {
  assert.deepEqual([-5, 0, 999, 1_000, Infinity].map(toRange), [0, 0, 0, 1, 255]);
  assert.equal(toSeconds(0), 0);
});
