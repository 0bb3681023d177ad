import { formatRoundDuration } from "../../../base/text/format/format_duration.ts";

/**
 * Formats how far a deadline is: `in 2 h`, or `overdue by 3 h` once it has passed.
 *
 * @param now In milliseconds since the epoch.
 */
export function formatTimeLeft(due_at: string, now = Date.now()): string {
  const left = (Date.parse(due_at) - now) / 1_000;
  return left > 0 ? `in ${formatRoundDuration(left)}` : `overdue by ${formatRoundDuration(-left)}`;
}
