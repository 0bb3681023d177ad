import assert from "node:assert/strict";
import fc from "fast-check";
import { ReadBudget } from "../../../store/search/budget.ts";
import { Intersection } from "../../../store/search/intersection.ts";
import { comparePositions, type Position } from "../../../store/search/position.ts";
import type { PositionList } from "../../../store/search/posting_list.ts";

/** Positions in memory. Each call costs one read of one key. */
function createList(positions: Position[], budget: ReadBudget): PositionList {
  const newestFirst = positions.toSorted((one, other) => comparePositions(other, one));
  return {
    below(bound) {
      budget.spend(1);
      return Promise.resolve(newestFirst.find((position) => comparePositions(position, bound) < 0) ?? null);
    },
  };
}

const positions = fc.uniqueArray(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 9 })), {
  selector: (position) => position.join(),
});

Deno.test("Intersection finds common positions, newest first, with any budget", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(positions, { minLength: 1, maxLength: 4 }),
      fc.nat(60),
      fc.nat(5),
      async (lists, keys, count) => {
        const found: Position[] = [];
        let bound: Position = [Infinity, 0];
        for (let isDone = false; !isDone;) {
          const budget = new ReadBudget(keys);
          const common = new Intersection(lists.map((list) => createList(list, budget)), bound, budget);
          found.push(...await common.next(count + 1));
          isDone = common.isDone;
          bound = common.bound;
        }
        const inAll = lists.reduce((some, list) =>
          some.filter((one) => list.some((other) => comparePositions(one, other) === 0))
        );
        assert.deepEqual(found, inAll.toSorted((one, other) => comparePositions(other, one)));
      },
    ),
  );
});
