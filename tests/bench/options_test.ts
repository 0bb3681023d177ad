import assert from "node:assert/strict";
import { BENCHMARKS } from "../../bench/benchmarks.ts";
import { parseOptions } from "../../bench/options.ts";

const KNOWN = { "cold-start": { daily: true }, "memory": { daily: false }, "http": { daily: true } };

Deno.test("readOptions() measures what is for every day when nothing is said, and everything in the long form", () => {
  const daily = { long: false, write: false, benchmarks: ["cold-start", "http"], against: [] };
  assert.deepEqual(parseOptions([], KNOWN), daily);
  assert.deepEqual(parseOptions(["--long"], KNOWN).benchmarks, ["cold-start", "memory", "http"]);
});

Deno.test("readOptions() takes several benchmarks, in their own order, and several other builds", () => {
  const options = parseOptions(["--only", "memory, cold-start", "--against", "a", "--against", "b"], KNOWN);
  assert.deepEqual(options, { long: false, write: false, benchmarks: ["cold-start", "memory"], against: ["a", "b"] });
});

Deno.test("readOptions() leaves out what is to be skipped", () => {
  assert.deepEqual(parseOptions(["--long", "--skip", "memory"], KNOWN).benchmarks, ["cold-start", "http"]);
  assert.deepEqual(parseOptions(["--only", "http", "--skip", "http"], KNOWN).benchmarks, []);
});

Deno.test("readOptions() says what can be measured", () => {
  assert.throws(() => parseOptions(["--only", "speed"], KNOWN), /"speed".*--only takes: cold-start, memory/);
  assert.throws(() => parseOptions(["--skip", "speed"], KNOWN), /"speed".*--skip takes: cold-start, memory/);
});

Deno.test("readOptions() won't write a page about other builds", () => {
  assert.throws(() => parseOptions(["--write", "--against", "a"], KNOWN), /--write goes without/);
});

Deno.test("readOptions() refuses what it doesn't know", () => {
  assert.throws(() => parseOptions(["--fast"], KNOWN), /--fast/);
});

Deno.test("every matter has a title of its own, which a page can be put together by", () => {
  const titles = Object.values(BENCHMARKS).map(({ title }) => title);
  assert.equal(new Set(titles).size, titles.length);
  assert.ok(!titles.includes("Goals"));
});
