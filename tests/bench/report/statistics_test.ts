import assert from "node:assert/strict";
import { computeMedian, computeSpread } from "../../../bench/report/statistics.ts";
import fc from "../../fast_check.ts";

Deno.test("computeSpread() computes median and quartiles of samples in any order", () => {
  assert.deepEqual(computeSpread([5, 1, 3, 2, 4]), { low: 2, median: 3, high: 4 });
});

Deno.test("computeSpread() interpolates between samples", () => {
  assert.deepEqual(computeSpread([10, 20]), { low: 12.5, median: 15, high: 17.5 });
});

Deno.test("computeSpread() of one sample is that sample", () => {
  assert.deepEqual(computeSpread([7]), { low: 7, median: 7, high: 7 });
});

Deno.test("computeSpread() rejects an empty list", () => {
  assert.throws(() => computeSpread([]), RangeError);
});

Deno.test("computeMedian() has as many samples above as below", () => {
  const samples = fc.array(fc.integer(), { minLength: 1 });
  fc.assert(fc.property(samples, (samples) => {
    const middle = computeMedian(samples);
    const below = samples.filter((sample) => sample < middle).length;
    const above = samples.filter((sample) => sample > middle).length;
    assert.ok(below <= samples.length / 2 && above <= samples.length / 2);
  }));
});
