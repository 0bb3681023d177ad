import assert from "node:assert/strict";
import { DeskError } from "../../../../store/mod.ts";
import { parseFutureTime } from "../../../../store/rules/deadlines/mod.ts";

/** A Sunday, 10:00 in Berlin. */
const NOW = Date.parse("2026-11-01T09:00:00.000Z");

const parse = (text: string, timeZone = "UTC") => parseFutureTime("snoozed_until", text, NOW, timeZone);

for (
  const [text, expected] of [
    ["2026-11-01T09:00:00.001Z", "2026-11-01T09:00:00.001Z"],
    ["2026-11-05T09:00:00+02:00", "2026-11-05T07:00:00.000Z"],
    ["2026-11-05t09:00z", "2026-11-05T09:00:00.000Z"],
    ["2h", "2026-11-01T11:00:00.000Z"],
    [" In 90  Minutes ", "2026-11-01T10:30:00.000Z"],
    ["3 days", "2026-11-04T09:00:00.000Z"],
    ["1w", "2026-11-08T09:00:00.000Z"],
  ] as const
) {
  Deno.test(`parseFutureTime() parses "${text}"`, () => {
    assert.equal(parse(text), expected);
  });
}

Deno.test("parseFutureTime() reads a day and a time in the time zone of the desk", () => {
  assert.equal(parse("tomorrow 9:00", "Europe/Berlin"), "2026-11-02T08:00:00.000Z");
  assert.equal(parse("today at 14:30", "Europe/Berlin"), "2026-11-01T13:30:00.000Z");
  assert.equal(parse("Friday 09:00"), "2026-11-06T09:00:00.000Z");
  assert.equal(parse("sunday 9:00"), "2026-11-08T09:00:00.000Z", "a weekday is never today");
  assert.equal(parse("2026-12-01 09:00", "America/New_York"), "2026-12-01T14:00:00.000Z");
  assert.equal(parse("2026-12-01T09:00:30"), "2026-12-01T09:00:30.000Z");
});

for (const text of ["", " ", "none", "null", "now"]) {
  Deno.test(`parseFutureTime() ends a snooze with "${text}"`, () => assert.equal(parse(text), null));
}

for (
  const [text, reason] of [
    ["2026-10-31T09:00:00Z", "2026-10-31T09:00:00.000Z is not in the future: it is 2026-11-01T09:00:00.000Z now."],
    ["today 9:00", "2026-11-01T09:00:00.000Z is not in the future"],
    ["0h", "is not in the future"],
    ["53 weeks", "is more than 365 days away."],
    ["soon", "Use a time such as 2026-12-01T09:00:00Z, 2h, 3d, tomorrow 9:00 or monday 9:00."],
    ["tomorrow", "Use a time such as"],
    ["tomorrow 25:00", "Use a time such as"],
    ["2026-02-30 09:00", "Use a time such as"],
    ["2026-02-30T09:00:00Z", "Use a time such as"],
    ["2026-13-01T09:00:00Z", "Use a time such as"],
    ["2h 30m", "Use a time such as"],
  ] as const
) {
  Deno.test(`parseFutureTime() rejects "${text}"`, () => {
    assert.throws(() => parse(text), (error) => {
      assert.ok(error instanceof DeskError && error.code === "invalid");
      assert.ok(error.message.startsWith(`snoozed_until cannot be "${text}". `), error.message);
      assert.ok(error.message.includes(reason), error.message);
      return true;
    });
  });
}
