/** The periods of reports, in words. */

import { DeskError } from "../errors.ts";
import { toShortLine } from "../../base/text/short_line.ts";

/** Whole days: `from` is the first one, `to` the day after the last one. */
export interface ReportPeriod {
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
}

/** The longest period. */
const MAX_DAYS = 20_000;

const UNITS = { d: "days", w: "weeks", m: "months", y: "years" } as const;
type UnitLetter = keyof typeof UNITS;

const FORMS =
  "Use the last days up to today (7d, 4w, 12m), today, yesterday, this week, last month, 2026, 2026-11, 2026-11-05, or " +
  "both ends, such as 2026-11-01..2026-11-15.";

const FIELD = { field: "period" };

/**
 * Parses a period. See `ReportRequest` for the forms.
 *
 * @throws {DeskError} `invalid` for any other text, or a period that has no days, has not begun, or is too long.
 */
export function parseReportPeriod(text: string, today: Temporal.PlainDate): ReportPeriod {
  const words = text.trim().toLowerCase().replace(/[\s_]+|-(?=[a-z])/g, " ");
  const period = parseNamed(words, today) ?? parseLast(words, today) ?? parseRange(words);
  if (period === null) throw new DeskError("invalid", `period cannot be "${toShortLine(text)}". ${FORMS}`, FIELD);
  const days = period.from.until(period.to, { largestUnit: "days" }).days;
  if (days < 1) {
    const problem = words.includes("..") ? "ends before it begins." : "has no days. Use 1d for today.";
    throw new DeskError("invalid", `period "${toShortLine(text)}" ${problem}`, FIELD);
  }
  if (Temporal.PlainDate.compare(period.from, today) > 0) {
    throw new DeskError("invalid", `period "${toShortLine(text)}" has not begun. Today is ${today}.`, FIELD);
  }
  if (days > MAX_DAYS) {
    const length = `${days.toLocaleString("en")} days (limit ${MAX_DAYS.toLocaleString("en")})`;
    throw new DeskError("invalid", `period "${toShortLine(text)}" is too long: ${length}.`, FIELD);
  }
  return period;
}

/** Parses `today`, `yesterday`, and `this` or `last` week, month and year. */
function parseNamed(words: string, today: Temporal.PlainDate): ReportPeriod | null {
  if (words === "today") return { from: today, to: today.add({ days: 1 }) };
  if (words === "yesterday") return { from: today.subtract({ days: 1 }), to: today };
  const [, which = "this", unit] = /^(?:(this|last) )?(week|month|year)$/.exec(words) ?? [];
  if (unit === undefined) return null;
  const length = { [`${unit}s`]: 1 };
  const start = toStart(today, unit as "week" | "month" | "year");
  return which === "this" ? { from: start, to: start.add(length) } : { from: start.subtract(length), to: start };
}

function toStart(day: Temporal.PlainDate, unit: "week" | "month" | "year"): Temporal.PlainDate {
  if (unit === "week") return day.subtract({ days: day.dayOfWeek - 1 });
  return day.with(unit === "month" ? { day: 1 } : { month: 1, day: 1 });
}

/** Parses `7d`, `last 7 days` and the like. Today is the last day. */
function parseLast(words: string, today: Temporal.PlainDate): ReportPeriod | null {
  const [, count, unit] = /^(?:last )?(\d{1,5}) ?(d|w|m|y|days?|weeks?|months?|years?)$/.exec(words) ?? [];
  if (unit === undefined) return null;
  const to = today.add({ days: 1 });
  return attempt(() => ({ from: to.subtract({ [UNITS[unit[0] as UnitLetter]]: Number(count) }), to }));
}

function parseRange(words: string): ReportPeriod | null {
  const [first, last = first, ...others] = words.split(/ ?\.\. ?/).map(parseDate);
  return first && last && others.length === 0 ? { from: first.from, to: last.to } : null;
}

/** Parses a year, a month or a day. */
function parseDate(text: string): ReportPeriod | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text) ?? [];
  if (year === undefined) return null;
  const length = day !== undefined ? { days: 1 } : month !== undefined ? { months: 1 } : { years: 1 };
  return attempt(() => {
    const from = Temporal.PlainDate.from(`${year}-${month ?? "01"}-${day ?? "01"}`, { overflow: "reject" });
    return { from, to: from.add(length) };
  });
}

/** Returns null for a date that does not exist. */
function attempt(create: () => ReportPeriod): ReportPeriod | null {
  try {
    return create();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
