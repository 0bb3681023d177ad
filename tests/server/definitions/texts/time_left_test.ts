import assert from "node:assert/strict";
import { formatTimeLeft } from "../../../../server/definitions/texts/time_left.ts";

const DUE = "2026-11-02T09:30:00.000Z";

for (
  const [now, text] of [
    ["2026-11-02T07:30:00.000Z", "in 2 h"],
    ["2026-11-02T07:30:01.000Z", "in 2 h"],
    ["2026-11-02T07:31:00.000Z", "in 119 min"],
    ["2026-11-01T09:30:00.010Z", "in 24 h"],
    ["2026-10-31T09:30:00.010Z", "in 2 days"],
    ["2026-11-02T09:29:30.000Z", "in 1 min"],
    ["2026-10-30T09:30:00.000Z", "in 3 days"],
    ["2026-11-02T12:45:00.000Z", "overdue by 3 h"],
    ["2026-11-02T09:30:00.000Z", "overdue by 0 min"],
    ["2026-11-12T09:30:00.000Z", "overdue by 10 days"],
  ] as const
) {
  Deno.test(`formatTimeLeft() says ${text}`, () => {
    assert.equal(formatTimeLeft(DUE, Date.parse(now)), text);
  });
}
