import assert from "node:assert/strict";
import { readOptions } from "../../bench/options.ts";

const MATTERS = ["cold-start", "memory"];

Deno.test("readOptions() measures everything, quickly, when nothing is said", () => {
  assert.deepEqual(readOptions([], MATTERS), { long: false, write: false, only: undefined, against: [] });
});

Deno.test("readOptions() takes several matters and several other builds", () => {
  const options = readOptions(["--long", "--only", "memory,cold-start", "--against", "a", "--against", "b"], MATTERS);
  assert.deepEqual(options, { long: true, write: false, only: ["memory", "cold-start"], against: ["a", "b"] });
});

Deno.test("readOptions() says what can be measured", () => {
  assert.throws(() => readOptions(["--only", "speed"], MATTERS), /"speed".*cold-start, memory/);
});

Deno.test("readOptions() won't write a page of a part", () => {
  assert.throws(() => readOptions(["--write", "--only", "memory"], MATTERS), /--write goes without/);
});

Deno.test("readOptions() refuses what it doesn't know", () => {
  assert.throws(() => readOptions(["--fast"], MATTERS), /--fast/);
});
