import assert from "node:assert/strict";
import {
  type Measure,
  measureInterleaved,
  measureInterleavedWarm,
} from "../../../bench/measurements/measure_interleaved.ts";

function participants(turns: string[]): Record<string, Measure> {
  const participant = (name: string): Measure => () => {
    turns.push(name);
    return Promise.resolve({ turn: turns.length, twice: 2 * turns.length });
  };
  return { a: participant("a"), b: participant("b"), c: participant("c") };
}

Deno.test("measureInterleaved() alternates, and each participant follows every other one about equally often", async () => {
  const turns: string[] = [];
  const samples = await measureInterleaved(300, participants(turns));
  const rounds = Array.from({ length: 300 }, (_, round) => turns.slice(3 * round, 3 * round + 3).join(""));
  const counts = Object.values(Object.groupBy(rounds, (order) => order)).map((same) => same!.length);
  assert.deepEqual([...new Set(rounds)].sort(), ["abc", "acb", "bac", "bca", "cab", "cba"]);
  assert.ok(Math.min(...counts) > 30, `the orders came ${counts} times`);
  assert.equal(samples.a!.turn!.length, 300);
  assert.deepEqual(samples.a!.twice, samples.a!.turn!.map((turn) => 2 * turn));
});

Deno.test("measureInterleaved() uses the same orders in every run", async () => {
  const [once, again]: string[][] = [[], []];
  await measureInterleaved(20, participants(once!));
  await measureInterleaved(20, participants(again!));
  assert.deepEqual(once, again);
});

Deno.test("measureInterleavedWarm() does not count the first round", async () => {
  const turns: string[] = [];
  const samples = await measureInterleavedWarm(1, participants(turns));
  assert.equal(turns.slice(0, 3).join(""), "abc");
  const turn = turns.lastIndexOf("b") + 1;
  assert.deepEqual([samples.b, turns.length], [{ turn: [turn], twice: [2 * turn] }, 6]);
});
