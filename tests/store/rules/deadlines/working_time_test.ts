import assert from "node:assert/strict";
import { AROUND_THE_CLOCK, BusinessCalendar } from "../../../../store/rules/deadlines/working_time.ts";
import fc from "../../../fast_check.ts";
import { HOUR, MINUTE } from "../../open_test_desk.ts";

const CLOSED: [number, number][] = [];
const DAY: [number, number][] = [[9 * 60, 17 * 60]];

/** Open from 9 to 17 on weekdays. */
const berlin = new BusinessCalendar({
  timeZone: "Europe/Berlin",
  week: [DAY, DAY, DAY, DAY, DAY, CLOSED, CLOSED],
  holidays: ["2026-12-24", "12-25"],
});

function add(start: string, hours: number, calendar = berlin): string {
  return new Date(calendar.add(Date.parse(start), hours * HOUR)).toISOString();
}

Deno.test("BusinessCalendar.add() counts opening hours alone", () => {
  assert.equal(add("2026-11-02T10:00:00+01:00", 2), "2026-11-02T11:00:00.000Z"); // a Monday
  assert.equal(add("2026-11-02T16:00:00+01:00", 2), "2026-11-03T09:00:00.000Z", "the rest counts on the next day");
  assert.equal(add("2026-11-02T10:00:00+01:00", 7), "2026-11-02T16:00:00.000Z", "the end of a day belongs to it");
  assert.equal(add("2026-11-06T16:30:00+01:00", 1), "2026-11-09T08:30:00.000Z", "a weekend does not count");
  assert.equal(add("2026-11-01T12:00:00+01:00", 1), "2026-11-02T09:00:00.000Z", "a Sunday does not count");
  assert.equal(add("2026-11-03T05:00:00+01:00", 1), "2026-11-03T09:00:00.000Z", "nor does the time before nine");
});

Deno.test("BusinessCalendar.add() leaves out holidays, also those of every year", () => {
  assert.equal(add("2026-12-23T16:00:00+01:00", 2), "2026-12-28T09:00:00.000Z");
  assert.equal(add("2029-12-24T16:00:00+01:00", 2), "2029-12-26T09:00:00.000Z");
});

Deno.test("BusinessCalendar.add() follows the clocks when they change", () => {
  const always = new BusinessCalendar({
    timeZone: "Europe/Berlin",
    week: Array.from({ length: 7 }, () => [[0, 24 * 60]] as [number, number][]),
    holidays: [],
  });
  assert.equal(add("2026-03-28T12:00:00+01:00", 24, always), "2026-03-29T11:00:00.000Z");
  assert.equal(add("2026-03-27T16:00:00+01:00", 2), "2026-03-30T08:00:00.000Z", "10:00 in summer time");
  assert.equal(add("2026-10-23T16:00:00+02:00", 2), "2026-10-26T09:00:00.000Z", "10:00 in winter time");
});

Deno.test("BusinessCalendar.add() counts two parts of a day", () => {
  const calendar = new BusinessCalendar({
    timeZone: "UTC",
    week: [[[8 * 60, 12 * 60], [13 * 60, 17 * 60 + 30]], CLOSED, CLOSED, CLOSED, CLOSED, CLOSED, CLOSED],
    holidays: ["2026-11-09"],
  });
  assert.equal(add("2026-11-02T11:00:00Z", 2, calendar), "2026-11-02T14:00:00.000Z");
  assert.equal(add("2026-11-02T11:00:00Z", 6, calendar), "2026-11-16T08:30:00.000Z");
});

Deno.test("measure() is the inverse of add()", () => {
  const start = fc.integer({ min: Date.parse("2025-01-01"), max: Date.parse("2028-01-01") });
  fc.assert(
    fc.property(start, fc.integer({ min: 1, max: 500 * 60 }), fc.boolean(), (from, minutes, isAlways) => {
      const time = isAlways ? AROUND_THE_CLOCK : berlin;
      assert.equal(time.measure(from, time.add(from, minutes * MINUTE)), minutes * MINUTE);
    }),
    { numRuns: 200 },
  );
  assert.equal(berlin.measure(Date.parse("2026-11-07"), Date.parse("2026-11-08")), 0);
  assert.equal(berlin.measure(Date.parse("2026-11-08"), Date.parse("2026-11-07")), 0);
});
