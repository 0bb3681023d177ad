/** Periods as hours, which is how facts are counted. */

import type { ReportGrouping } from "../report.ts";
import { toHour } from "./codes.ts";
import type { Grouping } from "./grouping.ts";
import type { ReportPeriod } from "./report_period.ts";

/** Hours from the epoch. `to` is not part of the span. */
export interface Span {
  /** The day, the first day of the week that is in the period, or the month. */
  label: string;
  from: number;
  to: number;
}

/**
 * Splits a period into days, weeks or months, or returns it as a whole. An hour belongs to the day on which it begins.
 *
 * @param timeZone The zone in which days begin.
 */
export function listSpans({ from, to }: ReportPeriod, grouping: Grouping, timeZone: string): Span[] {
  const starts: Temporal.PlainDate[] = [];
  for (let day = from; Temporal.PlainDate.compare(day, to) < 0; day = toNext(day, grouping) ?? to) starts.push(day);
  return starts.map((day, index) => ({
    label: toLabel(day, grouping),
    from: toFirstHour(day, timeZone),
    to: toFirstHour(starts[index + 1] ?? to, timeZone),
  }));
}

/** The days of the longest period that is split into days, and of the longest that is split into weeks. */
const MAX_DAYS = { day: 31, week: 210 };

/** Chooses the parts into which a period is split if the caller does not say. */
export function chooseGrouping({ from, to }: ReportPeriod): ReportGrouping {
  const { days } = from.until(to, { largestUnit: "days" });
  return days <= MAX_DAYS.day ? "day" : days <= MAX_DAYS.week ? "week" : "month";
}

/** Returns the start of the next part; null if the period is one part. */
function toNext(day: Temporal.PlainDate, grouping: Grouping): Temporal.PlainDate | null {
  switch (grouping) {
    case "day":
      return day.add({ days: 1 });
    case "week":
      return day.add({ days: 8 - day.dayOfWeek });
    case "month":
      return day.with({ day: 1 }).add({ months: 1 });
    default:
      return null;
  }
}

function toLabel(day: Temporal.PlainDate, grouping: Grouping): string {
  return grouping === "month" ? day.toPlainYearMonth().toString() : day.toString();
}

function toFirstHour(day: Temporal.PlainDate, timeZone: string): number {
  return toHour(day.toZonedDateTime(timeZone).epochMilliseconds - 1) + 1;
}
