import assert from "node:assert/strict";
import { DeskError } from "../../../store/mod.ts";
import { chooseGrouping, parseReportPeriod } from "../../../store/reports/mod.ts";

/** A Wednesday. */
const TODAY = Temporal.PlainDate.from("2026-03-18");

function parse(text: string): string {
  const { from, to } = parseReportPeriod(text, TODAY);
  return `${from} ${to.subtract({ days: 1 })}`;
}

for (
  const [text, expected] of [
    ["today", "2026-03-18 2026-03-18"],
    ["Yesterday", "2026-03-17 2026-03-17"],
    ["7d", "2026-03-12 2026-03-18"],
    [" last 7 days ", "2026-03-12 2026-03-18"],
    ["1 day", "2026-03-18 2026-03-18"],
    ["2w", "2026-03-05 2026-03-18"],
    ["1 month", "2026-02-19 2026-03-18"],
    ["12m", "2025-03-19 2026-03-18"],
    ["1y", "2025-03-19 2026-03-18"],
    ["week", "2026-03-16 2026-03-22"],
    ["this_week", "2026-03-16 2026-03-22"],
    ["last-week", "2026-03-09 2026-03-15"],
    ["this month", "2026-03-01 2026-03-31"],
    ["last month", "2026-02-01 2026-02-28"],
    ["last year", "2025-01-01 2025-12-31"],
    ["2024", "2024-01-01 2024-12-31"],
    ["2024-02", "2024-02-01 2024-02-29"],
    ["2024-02-29", "2024-02-29 2024-02-29"],
    ["2024-02-01..2024-02-03", "2024-02-01 2024-02-03"],
    ["2024-02 .. 2024-03", "2024-02-01 2024-03-31"],
  ] as const
) {
  Deno.test(`parseReportPeriod() reads "${text}"`, () => assert.equal(parse(text), expected));
}

for (
  const text of ["", "soon", "2026-02-30", "2026-13", "26-01-01", "7", "-3d", "..", "2024..", "2024..2025..2026", "12x"]
) {
  Deno.test(`parseReportPeriod() rejects "${text}", and names the forms`, () => {
    const isExplained = (error: unknown) =>
      error instanceof DeskError && error.code === "invalid" &&
      /^period cannot be ".*"\. Use .*4w.*2026-11/.test(error.message);
    assert.throws(() => parse(text), isExplained);
  });
}

Deno.test("parseReportPeriod() rejects a period that is in the future, ends before it begins, is empty or too long", () => {
  assert.throws(() => parse("2026-02..2026-01"), /^DeskError: period "2026-02\.\.2026-01" ends before it begins\.$/);
  assert.throws(() => parse("0d"), /^DeskError: period "0d" has no days\. Use 1d for today\.$/);
  assert.throws(() => parse("last 0 weeks"), /has no days/);
  assert.throws(() => parse("2027"), /^DeskError: period "2027" has not begun\. Today is 2026-03-18\.$/);
  assert.throws(() => parse("0001..2026"), /is too long: 739,981 days \(limit 20,000\)/);
  assert.throws(() => parse("99999y"), /period cannot be|too long/);
});

Deno.test("chooseGrouping() keeps the parts of a period few", () => {
  const choose = (text: string) => chooseGrouping(parseReportPeriod(text, TODAY));
  assert.deepEqual(["31d", "32d", "210d", "211d", "2000..2026"].map(choose), ["day", "week", "week", "month", "month"]);
});
