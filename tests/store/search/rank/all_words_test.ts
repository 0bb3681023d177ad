import assert from "node:assert/strict";
import { TicketSet } from "../../../../store/search/match/mod.ts";
import type { Postings } from "../../../../store/search/postings/mod.ts";
import { type Ranked, type ScoredItem, Scores } from "../../../../store/search/rank/mod.ts";
import fc from "../../../fast_check.ts";

const SIZE = 400;
const STATISTICS = { tickets: SIZE - 1, length: 8 };

/** Two lists one after the other, as blocks are, and one that overlaps, as those of other forms do. */
const lists = fc.record({
  numbers: fc.uniqueArray(fc.integer({ min: 1, max: SIZE - 1 }), { minLength: 60, maxLength: 350 }),
  other: fc.uniqueArray(fc.integer({ min: 1, max: SIZE - 1 }), { maxLength: 40 }),
  cut: fc.integer({ min: 0, max: 60 }),
  seed: fc.integer({ min: 1, max: 1_000 }),
}).map(({ numbers, other, cut, seed }) => {
  const sorted = numbers.toSorted((one, next) => one - next);
  return [sorted.slice(0, cut), sorted.slice(cut), other.toSorted((one, next) => one - next)]
    .map((part) => toPostings(part, seed));
});

const rareLists = fc.uniqueArray(fc.integer({ min: 1, max: SIZE - 1 }), { minLength: 1, maxLength: 12 })
  .map((numbers) => [toPostings(numbers.toSorted((one, next) => one - next), 7)]);

const query = fc.record({
  words: fc.array(fc.record({ lists: fc.oneof(lists, rareLists), isStopWord: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  }),
  allowed: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: SIZE - 1 }), { minLength: 200, maxLength: 390 })),
});

for (const [what, factor, numRuns] of [["every word or a rare one", 1, 100], ["numbers far apart", 999, 10]] as const) {
  Deno.test(`Scores ranks tickets with ${what} as it ranks them among all tickets`, () => {
    fc.assert(
      fc.property(query, fc.integer({ min: 1, max: 30 }), ({ words, allowed }, limit) => {
        const sorted = words.toSorted((one, other) => Number(one.isStopWord) - Number(other.isStopWord));
        const items = sorted.map(toItem).map((item) => ({
          ...item,
          lists: item.lists.map((list) => move(list, factor)),
        }));
        const statistics = { ...STATISTICS, counts: items.map(({ count }) => count) };
        const set = allowed === null ? null : toSet(allowed.map((number) => number * factor), SIZE * factor);
        const scores = new Scores(items, set, statistics, SIZE * factor);
        const all = scores.listBest(2 * SIZE, null, false); // more than have any word
        let below: Ranked | null = null;
        for (let start = 0; start < all.length; start += limit) {
          const page = scores.listBest(limit, below, false);
          assert.deepEqual(page, all.slice(start, start + limit));
          below = page.at(-1)!;
        }
      }),
      { numRuns },
    );
  });
}

Deno.test("Scores puts a ticket with a frequent word above those with a rare one, if its score is higher", () => {
  const [rare, frequent] = [range(1, 30), range(31, 395)];
  const items = [
    toItem({ lists: [{ ...toPostings(rare, 1), data: Uint16Array.from(rare, () => 1 << 4 | 15) }] }),
    toItem({ lists: [{ ...toPostings(frequent, 1), data: Uint16Array.from(frequent, () => 15 << 4) }] }),
  ];
  const scores = new Scores(items, null, { tickets: 500, length: 8, counts: [365, 365] }, SIZE);
  assert.deepEqual(scores.listBest(2, null, false).map(({ number }) => number), [395, 394]);
});

Deno.test("Scores finds nothing without words", () => {
  assert.deepEqual(new Scores([], null, { ...STATISTICS, counts: [] }, SIZE).listBest(20, null, false), []);
});

Deno.test("Scores ranks tickets with every word first", () => {
  const items = [range(1, 300), range(200, 390)].map((numbers) => toItem({ lists: [toPostings(numbers, 1)] }));
  const scores = new Scores(items, null, { ...STATISTICS, counts: [300, 191] }, SIZE);
  const page = scores.listBest(101, null, false);
  assert.deepEqual(page.map(({ number }) => number).sort((one, other) => one - other), range(200, 300));
  const all = scores.listBest(SIZE, null, false);
  assert.deepEqual(all.slice(0, 101), page);
  assert.equal(all.length, 390);
});

Deno.test("Scores ranks tickets with every word of long lists as it ranks them among all tickets", () => {
  const size = 60_000;
  fc.assert(
    fc.property(
      fc.array(fc.record({ step: fc.integer({ min: 1, max: 5 }), seed: fc.integer({ min: 1, max: 999 }) }), {
        minLength: 2,
        maxLength: 3,
      }),
      fc.constantFrom("none", "function word", "other form"),
      fc.boolean(),
      (words, also, isAllowed) => {
        const items = words.map(({ step, seed }, index) => {
          const numbers = range(1, Math.floor((size - 1) / step)).map((number) => number * step);
          const lists = [0, 1, 2].map((part) => toPostings(numbers.slice(part * 9_000, (part + 1) * 9_000), seed));
          if (also === "other form" && index === 0) lists.push(toPostings(range(20, 400), seed + 1));
          return toItem({ lists });
        });
        if (also === "function word") {
          items.push(toItem({ lists: [toPostings(range(1, 50_000), 3)], isStopWord: true }));
        }
        const allowed = isAllowed ? toSet(range(1, 15_000).map((number) => number * 4), size) : null;
        const statistics = { tickets: size, length: 8, counts: items.map(({ count }) => count) };
        const scores = new Scores(items, allowed, statistics, size);
        const all = scores.listBest(size + 1, null, false);
        let below: Ranked | null = null;
        for (const [start, limit] of [[0, 20], [20, 1], [21, 100]] as const) {
          const page = scores.listBest(limit, below, false);
          assert.deepEqual(page, all.slice(start, start + limit));
          below = page.at(-1) ?? null;
        }
      },
    ),
    { numRuns: 15 },
  );
});

function toItem({ lists, isStopWord = false }: { lists: Postings[]; isStopWord?: boolean }): ScoredItem {
  const count = lists.reduce((sum, { numbers }) => sum + numbers.length, 0);
  const item = { text: "x", positions: [["wx"]], spellings: [], isStopWord, customers: [], names: {} };
  return { item, lists: lists.filter(({ numbers }) => numbers.length > 0), count, named: null };
}

function toPostings(numbers: readonly number[], seed: number): Postings {
  const data = Uint16Array.from(numbers, (number) => ((number * seed) % 3 + 1) << 4 | number * seed % 16);
  return { numbers: Uint32Array.from(numbers), data };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function move({ numbers, data }: Postings, factor: number): Postings {
  return { numbers: numbers.map((number) => number * factor), data };
}

function toSet(numbers: readonly number[], size: number): TicketSet {
  const set = new TicketSet(size);
  for (const number of numbers) set.add(number);
  return set;
}
