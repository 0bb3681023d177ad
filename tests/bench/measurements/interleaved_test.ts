import assert from "node:assert/strict";
import { interleaved, interleavedWarm, type Measure } from "../../../bench/measurements/interleaved.ts";

function participants(turns: string[]): Record<string, Measure> {
  const participant = (name: string): Measure => () => {
    turns.push(name);
    return Promise.resolve({ turn: turns.length, twice: 2 * turns.length });
  };
  return { a: participant("a"), b: participant("b"), c: participant("c") };
}

Deno.test("interleaved() takes turns, and each round begins with another participant", async () => {
  const turns: string[] = [];
  const samples = await interleaved(3, participants(turns));
  assert.equal(turns.join(""), "abcbcacab");
  assert.deepEqual(samples.a, { turn: [1, 6, 8], twice: [2, 12, 16] });
});

Deno.test("interleavedWarm() doesn't count the first turns", async () => {
  const turns: string[] = [];
  const samples = await interleavedWarm(1, participants(turns));
  assert.equal(turns.join(""), "abcabc");
  assert.deepEqual(samples.b, { turn: [5], twice: [10] });
});
