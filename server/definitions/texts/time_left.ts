/** Deadlines as people say them. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Formats how far a deadline is: `in 2 h`, or `overdue by 3 h` once it has passed.
 *
 * @param now In milliseconds since the epoch.
 */
export function formatTimeLeft(due_at: string, now = Date.now()): string {
  const left = Date.parse(due_at) - now;
  return left > 0 ? `in ${formatDuration(left)}` : `overdue by ${formatDuration(-left)}`;
}

/** Formats a duration in the largest unit of which there are at least two, rounded to the nearest. */
function formatDuration(milliseconds: number): string {
  const [days, hours, minutes] = [DAY, HOUR, MINUTE].map((unit) => Math.round(milliseconds / unit)) as [
    number,
    number,
    number,
  ];
  if (hours >= 48) return `${days} days`;
  return minutes >= 120 ? `${hours} h` : `${minutes} min`;
}
