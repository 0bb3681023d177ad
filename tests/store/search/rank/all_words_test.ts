import assert from "node:assert/strict";
import fc from "fast-check";
import { TicketSet } from "../../../../store/search/match/mod.ts";
import type { Postings } from "../../../../store/search/postings/mod.ts";
import { type Ranked, type ScoredItem, Scores } from "../../../../store/search/rank/mod.ts";

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

const query = fc.record({
  words: fc.array(fc.record({ lists, isStopWord: fc.boolean() }), { minLength: 1, maxLength: 4 }),
  allowed: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: SIZE - 1 }), { minLength: 200, maxLength: 390 })),
});

Deno.test("Scores ranks the tickets with every word as it ranks them among all tickets", () => {
  fc.assert(
    fc.property(query, fc.integer({ min: 1, max: 30 }), ({ words, allowed }, limit) => {
      const sorted = words.toSorted((one, other) => Number(one.isStopWord) - Number(other.isStopWord));
      const items = sorted.map(toItem);
      const statistics = { ...STATISTICS, counts: items.map(({ count }) => count) };
      const scores = new Scores(items, allowed === null ? null : toSet(allowed), statistics, SIZE);
      const all = scores.listBest(2 * SIZE, null, false); // more than have every word
      let below: Ranked | null = null;
      for (let start = 0; start < all.length; start += limit) {
        const page = scores.listBest(limit, below, false);
        assert.deepEqual(page, all.slice(start, start + limit));
        below = page.at(-1)!;
      }
    }),
    { numRuns: 60 },
  );
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

function toSet(numbers: readonly number[]): TicketSet {
  const set = new TicketSet(SIZE);
  for (const number of numbers) set.add(number);
  return set;
}
