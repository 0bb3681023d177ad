import assert from "node:assert/strict";
import { listSpans, parseReportPeriod } from "../../../store/reports/mod.ts";

const TODAY = Temporal.PlainDate.from("2026-11-03");

/** Lists the lengths of the spans in hours. */
function measure(period: string, timeZone: string): number[] {
  return listSpans(parseReportPeriod(period, TODAY), "day", timeZone).map(({ from, to }) => to - from);
}

Deno.test("listSpans() begins days at midnight in the time zone, even when clocks change", () => {
  assert.deepEqual(measure("2026-10-24..2026-10-26", "Europe/Berlin"), [24, 25, 24]);
  assert.deepEqual(measure("2026-03-28..2026-03-30", "Europe/Berlin"), [24, 23, 24]);
  const [first] = listSpans(parseReportPeriod("2026-11-02", TODAY), "day", "Asia/Tokyo");
  assert.equal(first!.from, Date.parse("2026-11-01T15:00Z") / 3_600_000);
});

Deno.test("listSpans() counts an hour on the day on which it begins", () => {
  const [first, second] = listSpans(parseReportPeriod("2026-11-02..2026-11-03", TODAY), "day", "Asia/Kolkata");
  assert.equal(first!.from, Date.parse("2026-11-01T19:00Z") / 3_600_000); // the day begins at 18:30
  assert.deepEqual([first!.to, second!.to - second!.from], [second!.from, 24]);
});
