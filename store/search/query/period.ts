/** Periods named by a date. */

/** A period in milliseconds since the epoch. It includes `from` and excludes `to`. */
export interface Period {
  from: number;
  to: number;
}

export const ALWAYS: Period = { from: -Infinity, to: Infinity };

/**
 * Parses a year (`2026`), month (`2026-11`), day (`2026-11-01`) or instant (`2026-11-01T09:30Z`, or with an offset) in
 * ISO 8601. Dates are in UTC. An instant is one millisecond long.
 *
 * @returns Null for any other text or an invalid date.
 */
export function parsePeriod(text: string): Period | null {
  try {
    return /t/i.test(text) ? parseInstantPeriod(text) : parseDatePeriod(text);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Returns the intersection of two periods. It is empty if `from` is not before `to`. */
export function intersectPeriods(one: Period, other: Period): Period {
  return { from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) };
}

function parseInstantPeriod(text: string): Period {
  const from = Temporal.Instant.from(text.toUpperCase()).epochMilliseconds;
  return { from, to: from + 1 };
}

function parseDatePeriod(text: string): Period | null {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text) ?? [];
  if (year === undefined) return null;
  const first = Temporal.PlainDate.from(`${year}-${month ?? "01"}-${day ?? "01"}`);
  const length = day !== undefined ? { days: 1 } : month !== undefined ? { months: 1 } : { years: 1 };
  return { from: toMidnight(first), to: toMidnight(first.add(length)) };
}

function toMidnight(date: Temporal.PlainDate): number {
  return date.toZonedDateTime("UTC").epochMilliseconds;
}
