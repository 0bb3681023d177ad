import assert from "node:assert/strict";
import { ALWAYS, intersectPeriods, parsePeriod } from "../../../../../store/search/query/expression/period.ts";

const readable: [text: string, from: string, to: string][] = [
  ["2026-11-01", "2026-11-01T00:00:00.000Z", "2026-11-02T00:00:00.000Z"],
  ["2024-02-29", "2024-02-29T00:00:00.000Z", "2024-03-01T00:00:00.000Z"],
  ["2026-12-31", "2026-12-31T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ["2026-11", "2026-11-01T00:00:00.000Z", "2026-12-01T00:00:00.000Z"],
  ["2026", "2026-01-01T00:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ["2026-11-01T09:30Z", "2026-11-01T09:30:00.000Z", "2026-11-01T09:31:00.000Z"],
  ["2026-11-01T09:30:15+00:00", "2026-11-01T09:30:15.000Z", "2026-11-01T09:30:16.000Z"],
  ["2026-11-01T093015Z", "2026-11-01T09:30:15.000Z", "2026-11-01T09:30:16.000Z"],
  ["2026-11-01T09Z", "2026-11-01T09:00:00.000Z", "2026-11-01T10:00:00.000Z"],
  ["2026-11-01t09:30:15.5+01:00", "2026-11-01T08:30:15.500Z", "2026-11-01T08:30:15.501Z"],
];

for (const [text, from, to] of readable) {
  Deno.test(`parsePeriod() reads ${text}`, () => {
    assert.deepEqual(parsePeriod(text), { from: Date.parse(from), to: Date.parse(to) });
  });
}

const local: [text: string, from: string, to: string][] = [
  ["2026-11-01", "2026-10-31T23:00:00.000Z", "2026-11-01T23:00:00.000Z"],
  ["2026-10-25", "2026-10-24T22:00:00.000Z", "2026-10-25T23:00:00.000Z"], // 25 hours
  ["2026-10", "2026-09-30T22:00:00.000Z", "2026-10-31T23:00:00.000Z"],
  ["2026-11-01T09:30Z", "2026-11-01T09:30:00.000Z", "2026-11-01T09:31:00.000Z"],
  ["2026-11-01T09:30", "2026-11-01T08:30:00.000Z", "2026-11-01T08:31:00.000Z"],
  ["2026-07-01t09", "2026-07-01T07:00:00.000Z", "2026-07-01T08:00:00.000Z"],
  ["20260701T093015", "2026-07-01T07:30:15.000Z", "2026-07-01T07:30:16.000Z"],
];

for (const [text, from, to] of local) {
  Deno.test(`parsePeriod() reads ${text} in a time zone`, () => {
    assert.deepEqual(parsePeriod(text, "Europe/Berlin"), { from: Date.parse(from), to: Date.parse(to) });
  });
}

for (
  const text of [
    "",
    "yesterday",
    "2026-02-30",
    "2026-13",
    "26-11-01",
    "2026-11-31T09:30",
    "2026-11-01T09:30 ",
    "2026-11-01T25:00Z",
    "1.11.2026",
  ]
) {
  Deno.test(`parsePeriod() rejects "${text}"`, () => assert.equal(parsePeriod(text), null));
}

Deno.test("intersectPeriods() returns the common period", () => {
  assert.deepEqual(intersectPeriods({ from: 1, to: 5 }, { from: 3, to: 9 }), { from: 3, to: 5 });
  assert.deepEqual(intersectPeriods(ALWAYS, { from: 3, to: 9 }), { from: 3, to: 9 });
});
