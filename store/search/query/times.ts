/** Filters that compare the times of tickets. */

import { toShortLine } from "../../../base/text/short_line.ts";
import { ALWAYS, type Expression, parsePeriod, type Period, type TimeField } from "./expression/mod.ts";
import { type Operator, type QueryToken, toTokenError } from "./tokens.ts";

/** The units of relative times, in milliseconds. */
const UNITS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 60 * 60_000,
  d: 24 * 60 * 60_000,
  w: 7 * 24 * 60 * 60_000,
};

const DAY = UNITS.d!;

/** Days by name, as distances from today. */
const DAYS: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };

/** Relative times beyond this many days are typing errors. */
const MOST_DAYS = 36_500;

/** The clock of the desk. */
export interface QueryClock {
  /** The present time, in milliseconds since the epoch. */
  now: number;
  /** The zone in which days begin. */
  timeZone?: string | undefined;
}

/**
 * Parses a comparison with a date, a day by name, or a relative time. A relative time is an instant: `2h` is in two hours
 * for deadlines and two hours ago for the other times, which are all in the past. `-2h` is two hours ago for all of them.
 *
 * @throws {DeskError} `invalid`
 */
export function parseTimeFilter(
  token: QueryToken,
  operator: Operator,
  field: TimeField,
  { now, timeZone = "UTC" }: QueryClock,
): Expression {
  const text = token.value.toLowerCase();
  const date = parseNamedDay(text, now, timeZone) ?? parsePeriod(token.value, timeZone);
  if (date !== null) return { kind: "time", field, period: toComparedPeriod(operator, date) };
  const instant = parseRelativeTime(text, field, now);
  if (instant === null) throw createTimeError(token, field);
  if (operator === ":") {
    throw toTokenError(token, `a relative time needs < or >. Use ${field}<${text} or ${field}>${text}.`);
  }
  return { kind: "time", field, period: toComparedPeriod(operator, { from: instant, to: instant + 1 }) };
}

function parseNamedDay(text: string, now: number, timeZone: string): Period | null {
  const distance = Object.hasOwn(DAYS, text) ? DAYS[text] : undefined;
  if (distance === undefined) return text === "now" ? { from: now, to: now + 1 } : null;
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  return parsePeriod(today.add({ days: distance }).toString(), timeZone);
}

/** Returns an instant; null for any other text. */
function parseRelativeTime(text: string, field: TimeField, now: number): number | null {
  const [, sign, count, unit] = /^([+-]?)(\d{1,6})([mhdw])$/.exec(text) ?? [];
  if (count === undefined) return null;
  const distance = Number(count) * UNITS[unit!]!;
  if (distance > MOST_DAYS * DAY) return null;
  const isPast = sign === "" ? field !== "due" : sign === "-";
  return isPast ? now - distance : now + distance;
}

function createTimeError(token: QueryToken, field: TimeField) {
  const [from = "", to = "", ...others] = token.value.split("..");
  if (others.length === 0 && parsePeriod(from) !== null && parsePeriod(to) !== null) {
    return toTokenError(token, `a range is two comparisons. Write ${field}>=${from} ${field}<=${to}.`);
  }
  const relative = field === "due" ? "2h or 3d from now, -1d for a day ago" : "2h or 7d ago";
  const advice =
    `Use 2026-11-01 for a day, 2026-11 for a month, 2026-11-01T09:30 for a minute, today, or ${relative} ` +
    "(m, h, d, w).";
  return toTokenError(token, `"${toShortLine(token.value)}" is not a date. ${advice}`, { code: "not_a_date" });
}

/** Converts a comparison with a date. Dates have a length: `>` a day starts on the next day. */
function toComparedPeriod(operator: Operator, { from, to }: Period): Period {
  switch (operator) {
    case ":":
      return { from, to };
    case ">":
      return { ...ALWAYS, from: to };
    case ">=":
      return { ...ALWAYS, from };
    case "<":
      return { ...ALWAYS, to: from };
    case "<=":
      return { ...ALWAYS, to };
  }
}
