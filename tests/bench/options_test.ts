import assert from "node:assert/strict";
import { MATTERS } from "../../bench/matters.ts";
import { readOptions } from "../../bench/options.ts";

const KNOWN = { "cold-start": { daily: true }, "memory": { daily: false }, "http": { daily: true } };

Deno.test("readOptions() measures what is for every day when nothing is said, and everything in the long form", () => {
  const daily = { long: false, write: false, matters: ["cold-start", "http"], against: [] };
  assert.deepEqual(readOptions([], KNOWN), daily);
  assert.deepEqual(readOptions(["--long"], KNOWN).matters, ["cold-start", "memory", "http"]);
});

Deno.test("readOptions() takes several matters, in their own order, and several other builds", () => {
  const options = readOptions(["--only", "memory, cold-start", "--against", "a", "--against", "b"], KNOWN);
  assert.deepEqual(options, { long: false, write: false, matters: ["cold-start", "memory"], against: ["a", "b"] });
});

Deno.test("readOptions() leaves out what is to be skipped", () => {
  assert.deepEqual(readOptions(["--long", "--skip", "memory"], KNOWN).matters, ["cold-start", "http"]);
  assert.deepEqual(readOptions(["--only", "http", "--skip", "http"], KNOWN).matters, []);
});

Deno.test("readOptions() says what can be measured", () => {
  assert.throws(() => readOptions(["--only", "speed"], KNOWN), /"speed".*--only takes: cold-start, memory/);
  assert.throws(() => readOptions(["--skip", "speed"], KNOWN), /"speed".*--skip takes: cold-start, memory/);
});

Deno.test("readOptions() won't write a page about other builds", () => {
  assert.throws(() => readOptions(["--write", "--against", "a"], KNOWN), /--write goes without/);
});

Deno.test("readOptions() refuses what it doesn't know", () => {
  assert.throws(() => readOptions(["--fast"], KNOWN), /--fast/);
});

Deno.test("every matter has a title of its own, which a page can be put together by", () => {
  const titles = Object.values(MATTERS).map(({ title }) => title);
  assert.equal(new Set(titles).size, titles.length);
  assert.ok(!titles.includes("Goals"));
});
