/** Durations in English. The desk in the browser has its own, in the viewer's language. */

const UNITS = [["d", 86_400], ["h", 3_600], ["min", 60]] as const;

/** The count of a unit below which it has a decimal place. */
const EXACT_BELOW = 10;

/**
 * Formats a duration in its largest unit, with two digits at least.
 *
 * @param seconds A whole number.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { formatDuration } from "./format_duration.ts";
 *
 * assert.deepEqual([40, 90, 3_000, 36_000, 200_000].map(formatDuration), ["40 s", "1.5 min", "50 min", "10 h", "2.3 d"]);
 * ```
 */
export function formatDuration(seconds: number): string {
  const [unit, length] = UNITS.find(([, length]) => seconds >= length) ?? ["s", 1];
  const count = seconds / length;
  return `${count < EXACT_BELOW ? Math.round(count * 10) / 10 : Math.round(count)} ${unit}`;
}

/**
 * Formats a duration as a whole number of the largest unit of which there are about two, and at least in minutes.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { formatRoundDuration } from "./format_duration.ts";
 *
 * assert.deepEqual([40, 3_000, 36_000, 200_000].map(formatRoundDuration), ["1 min", "50 min", "10 h", "2 days"]);
 * ```
 */
export function formatRoundDuration(seconds: number): string {
  const [days, hours, minutes] = UNITS.map(([, length]) => Math.round(seconds / length)) as [number, number, number];
  if (hours >= 48) return `${days} days`;
  return minutes >= 120 ? `${hours} h` : `${minutes} min`;
}
