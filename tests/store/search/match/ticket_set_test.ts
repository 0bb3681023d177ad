import assert from "node:assert/strict";
import { TicketSet } from "../../../../store/search/match/mod.ts";
import fc from "../../../fast_check.ts";

const SIZE = 1_000;

Deno.test("TicketSet has the tickets of dense and of sparse lists, and none beyond its size", () => {
  const numbers = fc.oneof(
    fc.uniqueArray(fc.integer({ min: 1, max: SIZE + 40 }), { maxLength: 60 }),
    fc.record({ first: fc.integer({ min: 1, max: SIZE }), count: fc.integer({ min: 1, max: 300 }) })
      .map(({ first, count }) => Array.from({ length: count }, (_, index) => first + index)),
  ).map((found) => Uint32Array.from(found).sort());
  fc.assert(fc.property(fc.array(numbers, { maxLength: 4 }), (lists) => {
    for (let turn = 0; turn < 2; turn++) { // the second time, the bits of lists are known
      const set = new TicketSet(SIZE);
      for (const list of lists) set.addAll({ numbers: list, data: new Uint16Array(list.length) });
      const expected = new Set(lists.flatMap((list) => [...list]).filter((number) => number < SIZE));
      assert.deepEqual([...set.listDown()], [...expected].sort((one, other) => other - one));
      assert.equal(set.count(), expected.size);
    }
  }));
});
