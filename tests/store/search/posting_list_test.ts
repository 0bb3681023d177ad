import assert from "node:assert/strict";
import fc from "fast-check";
import type { Key } from "../../../store/kv/port/mod.ts";
import { keys } from "../../../store/kv/schema/keys.ts";
import { KvSearchSource } from "../../../store/kv/tickets/search_source.ts";
import { TestKv } from "../kv/test_kv.ts";
import { ReadBudget } from "../../../store/search/budget.ts";
import { comparePositions, type Position } from "../../../store/search/position.ts";
import { PositionUnion, PostingList } from "../../../store/search/posting_list.ts";

const position = fc.tuple(fc.integer({ min: -3, max: 40 }), fc.integer({ min: 1, max: 3 }));
const positions = fc.uniqueArray(position, { selector: (position) => position.join(), maxLength: 100 });

async function createStoreWith(terms: Record<string, Position[]>): Promise<TestKv> {
  const kv = await TestKv.open();
  await kv.setAll(
    Object.entries(terms).flatMap(([term, positions]) =>
      positions.map((position): [Key, number] => [keys.posting(term, position), 0])
    ),
  );
  return kv;
}

Deno.test("PostingList.below() returns the next position below each bound, in sequence or with skips", async () => {
  await fc.assert(
    fc.asyncProperty(positions, fc.array(position), fc.integer({ min: -3, max: 40 }), async (filed, bounds, from) => {
      using kv = await createStoreWith({ "word:x": filed, "word:w": [[1, 9]], "word:y": [[1, 9]] });
      const list = new PostingList(new KvSearchSource(kv), "word:x", from, 3, new ReadBudget(1_000));
      const newestFirst = filed.filter(([createdAt]) => createdAt >= from).toSorted((one, other) =>
        comparePositions(other, one)
      );
      for (const bound of [[Infinity, 0] as const, ...bounds.toSorted((one, other) => comparePositions(other, one))]) {
        if (bound[0] < from) break;
        const expected = newestFirst.find((position) => comparePositions(position, bound) < 0) ?? null;
        assert.deepEqual(await list.below(bound), expected);
      }
    }),
    { numRuns: 50 },
  );
});

Deno.test("PostingList reads few keys for skips and makes few reads in sequence", async () => {
  using kv = await createStoreWith({ "word:x": Array.from({ length: 900 }, (_, index) => [index, 1] as const) });

  const jumps = Array.from({ length: 10 }, (_, index) => [900 - index * 90, 0] as const);
  assert.ok(await costOf(jumps) < 10 * (10 + 4) + 10 + 20, "jumps");

  const steps = Array.from({ length: 900 }, (_, index) => [900 - index, 0] as const);
  assert.ok(await costOf(steps) < 900 + 8 * 10, "steps");

  async function costOf(bounds: Position[]): Promise<number> {
    const spent = { keys: 0 };
    const list = new PostingList(new KvSearchSource(kv), "word:x", 0, 20, recordReads(spent));
    for (const bound of bounds) assert.notEqual(await list.below(bound), null);
    return spent.keys;
  }
});

Deno.test("PositionUnion.below() returns the newest position of its lists", async () => {
  await fc.assert(
    fc.asyncProperty(positions, positions, async (one, other) => {
      using kv = await createStoreWith({ "tag:a": one, "tag:b": other });
      const budget = new ReadBudget(1_000);
      const union = new PositionUnion(
        ["tag:a", "tag:b"].map((term) => new PostingList(new KvSearchSource(kv), term, -Infinity, 3, budget)),
      );
      const found: Position[] = [];
      for (let next = await union.below([Infinity, 0]); next !== null; next = await union.below(next)) found.push(next);
      const both = new Map([...one, ...other].map((position) => [position.join(), position]));
      assert.deepEqual(found, [...both.values()].toSorted((first, second) => comparePositions(second, first)));
    }),
    { numRuns: 50 },
  );
});

/** Creates a budget that is never spent and records its use. */
function recordReads(spent: { keys: number }): ReadBudget {
  return Object.assign(new ReadBudget(Infinity), {
    spend(keys: number) {
      spent.keys += 10 + keys;
    },
  });
}
