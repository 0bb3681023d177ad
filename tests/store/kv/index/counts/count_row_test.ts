import assert from "node:assert/strict";
import { decodeCounts, encodeCounts } from "../../../../../store/kv/index/counts/count_row.ts";
import { CODES_PER_HOUR, HOURS_PER_DAY } from "../../../../../store/reports/mod.ts";
import fc from "../../../../fast_check.ts";

const rows = fc.record({
  upto: fc.constantFrom("", "!0000000000000042", "00000000000000f1ab34"),
  counts: fc.array(fc.tuple(
    fc.integer({ min: 0, max: HOURS_PER_DAY * CODES_PER_HOUR - 1 }),
    fc.oneof(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -(2 ** 40), max: 2 ** 40 })),
  )).map((counts) => new Map(counts)),
});

Deno.test("decodeCounts() returns what encodeCounts() was given, without zeros", () => {
  fc.assert(fc.property(rows, ({ upto, counts }) => {
    const decoded = decodeCounts(encodeCounts({ upto, counts }));
    assert.equal(decoded.upto, upto);
    assert.deepEqual(decoded.counts, new Map([...counts].filter(([, count]) => count !== 0)));
  }));
});

Deno.test("a row with a count for everything in every hour fits in a value", () => {
  const counts = new Map(Array.from({ length: HOURS_PER_DAY * CODES_PER_HOUR }, (_, number) => [number, 50]));
  assert.ok(encodeCounts({ upto: "f".repeat(20), counts }).length < 65_536);
});

Deno.test("decodeCounts() rejects bytes that end within a number", () => {
  assert.throws(() => decodeCounts(Uint8Array.of(0, 200)), RangeError);
  assert.throws(() => decodeCounts(Uint8Array.of(0, 5)), RangeError);
});
