import assert from "node:assert/strict";
import { formatBenchmarksPage, type Run } from "../../../bench/report/benchmarks_page.ts";
import type { TitledSection } from "../../../bench/report/figure.ts";

const TITLES = ["Cold start", "Memory"];

function section(title: string, megabytes: number): TitledSection {
  const figure = { what: "w", program: "p", unit: "MB", samples: [megabytes], goal: { atMost: 90 } } as const;
  return { title, note: "A note.", circumstances: "Measured today.", figures: [figure] };
}

function run(...sections: TitledSection[]): Run {
  return { machine: ["2 × A Processor", "Deno 2.9.6"], corpus: "made-up questions", sections };
}

function headings(page: string): string[] {
  return [...page.matchAll(/^## (.*)$/gm)].map(([, title]) => title!);
}

Deno.test("formatBenchmarksPage() includes the machine, the source of tickets, the goals and every section", () => {
  const page = formatBenchmarksPage(run(section("Memory", 214), section("Cold start", 1)), TITLES);
  assert.match(page, /^- 2 × A Processor\n- Deno 2\.9\.6$/m);
  assert.match(page, /made-up questions/);
  assert.deepEqual(headings(page), ["Goals", "Cold start", "Memory", "How it is measured"]);
  assert.ok(page.includes("| Memory: w | 214 MB |  | at most 90 MB: missed |"));
});

Deno.test("formatBenchmarksPage() keeps sections that were not measured, with their goals", () => {
  const before = formatBenchmarksPage(run(section("Cold start", 1), section("Memory", 214)), TITLES);
  const page = formatBenchmarksPage(run(section("Cold start", 2)), TITLES, before);
  assert.deepEqual(headings(page), ["Goals", "Cold start", "Memory", "How it is measured"]);
  assert.match(page, /\| Cold start: w \| 2 MB \|/);
  assert.match(page, /\| Memory: w \| 214 MB \|/);
  assert.equal(formatBenchmarksPage(run(), TITLES, page), page);
});

Deno.test("formatBenchmarksPage() drops sections of another machine and unknown sections", () => {
  const before = formatBenchmarksPage(run(section("Cold start", 1), section("Memory", 214)), TITLES);
  const elsewhere = { ...run(section("Cold start", 2)), machine: ["8 × Another"] };
  assert.deepEqual(headings(formatBenchmarksPage(elsewhere, TITLES, before)), [
    "Goals",
    "Cold start",
    "How it is measured",
  ]);
  const page = formatBenchmarksPage(run(), ["Memory"], before);
  assert.deepEqual(headings(page), ["Goals", "Memory", "How it is measured"]);
});
