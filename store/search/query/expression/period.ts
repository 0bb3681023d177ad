/** Periods named by a date. */

/** A period in milliseconds since the epoch. It includes `from` and excludes `to`. */
export interface Period {
  from: number;
  to: number;
}

export const ALWAYS: Period = { from: -Infinity, to: Infinity };

/**
 * Parses a year (`2026`), month (`2026-11`), day (`2026-11-01`) or time (`2026-11-01T09:30`, also with `Z` or an offset)
 * in ISO 8601. A time is as long as its smallest unit: `T09:30Z` is a minute, `T09:30:15Z` a second.
 *
 * @param timeZone The zone in which days begin, and of times without an offset.
 * @returns Null for any other text or an invalid date.
 */
export function parsePeriod(text: string, timeZone = "UTC"): Period | null {
  try {
    return /t/i.test(text) ? parseTimePeriod(text, timeZone) : parseDatePeriod(text, timeZone);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Returns the intersection of two periods. It is empty if `from` is not before `to`. */
export function intersectPeriods(one: Period, other: Period): Period {
  return { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
}

/** The hour, and the minute, the second and its fraction if they are written. */
const TIME = /t\d\d(:?\d\d(:?\d\d([.,]\d+)?)?)?/i;

/** A zone, or an offset after the time. */
const HAS_ZONE = /t.*[z+-]/i;

function parseTimePeriod(text: string, timeZone: string): Period {
  const upper = text.toUpperCase();
  const instant = HAS_ZONE.test(text)
    ? Temporal.Instant.from(upper)
    : Temporal.PlainDateTime.from(upper).toZonedDateTime(timeZone).toInstant();
  const from = instant.epochMilliseconds;
  const [, minute, second, fraction] = TIME.exec(text) ?? [];
  const length = fraction !== undefined ? 1 : second !== undefined ? 1_000 : minute !== undefined ? 60_000 : 3_600_000;
  return { from, to: from + length };
}

function parseDatePeriod(text: string, timeZone: string): Period | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text) ?? [];
  if (year === undefined) return null;
  const first = Temporal.PlainDate.from(`${year}-${month ?? "01"}-${day ?? "01"}`);
  const length = day !== undefined ? { days: 1 } : month !== undefined ? { months: 1 } : { years: 1 };
  return { from: toStart(first, timeZone), to: toStart(first.add(length), timeZone) };
}

/** Returns the start of a day, which is midnight unless the clocks change then. */
function toStart(date: Temporal.PlainDate, timeZone: string): number {
  return date.toZonedDateTime(timeZone).epochMilliseconds;
}
