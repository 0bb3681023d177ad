import assert from "node:assert/strict";
import { BENCHMARKS } from "../../bench/benchmarks.ts";
import { parseOptions } from "../../bench/options.ts";

const KNOWN = { "cold-start": { daily: true }, "memory": { daily: false }, "http": { daily: true } };

Deno.test("parseOptions() selects the daily benchmarks by default, and all with --long", () => {
  const daily = { long: false, write: false, benchmarks: ["cold-start", "http"], against: [], keep: undefined };
  assert.deepEqual(parseOptions([], KNOWN), daily);
  assert.deepEqual(parseOptions(["--long"], KNOWN).benchmarks, ["cold-start", "memory", "http"]);
});

Deno.test("parseOptions() accepts several benchmarks, in their own order, and several builds", () => {
  const args = ["--only", "memory, cold-start", "--against", "a", "--against", "b", "--keep", "desks"];
  const { benchmarks, against, keep } = parseOptions(args, KNOWN);
  assert.deepEqual([benchmarks, against, keep], [["cold-start", "memory"], ["a", "b"], "desks"]);
});

Deno.test("parseOptions() omits skipped benchmarks", () => {
  assert.deepEqual(parseOptions(["--long", "--skip", "memory"], KNOWN).benchmarks, ["cold-start", "http"]);
  assert.deepEqual(parseOptions(["--only", "http", "--skip", "http"], KNOWN).benchmarks, []);
});

Deno.test("parseOptions() lists the known benchmarks", () => {
  assert.throws(
    () => parseOptions(["--only", "speed"], KNOWN),
    /^Error: --only: unknown benchmark "speed"\. Known: cold-start, memory/,
  );
  assert.throws(
    () => parseOptions(["--skip", "speed"], KNOWN),
    /^Error: --skip: unknown benchmark "speed"\. Known: cold-start, memory/,
  );
});

Deno.test("parseOptions() rejects --write with --against", () => {
  assert.throws(() => parseOptions(["--write", "--against", "a"], KNOWN), /--write cannot be combined with --against/);
});

Deno.test("parseOptions() rejects unknown flags", () => {
  assert.throws(() => parseOptions(["--fast"], KNOWN), /--fast/);
});

Deno.test("every benchmark has a unique title", () => {
  const titles = Object.values(BENCHMARKS).map(({ title }) => title);
  assert.equal(new Set(titles).size, titles.length);
  assert.ok(!titles.includes("Goals"));
});
