/** Numbers for everything that is counted: kinds of facts, hours of a day, and ranges of durations. */

/** The ranges of durations. */
export const RANGES = 256;

/** Each range is this much longer than the one before, so its middle is less than 5 % from any duration in it. */
const GROWTH = 1.1;

/** The end of the first range, in milliseconds. */
const FIRST_END = 1_000;

/**
 * The numbers of what is counted. The first four begin with a range of durations, one number for each;
 * `closedUntimed` counts tickets that were closed as duplicates, or at a time that is not known, and `open` by how much the
 * number of tickets that are not closed changed.
 */
export const CODES = {
  closedInTime: 0,
  closedLate: RANGES,
  repliedInTime: 2 * RANGES,
  repliedLate: 3 * RANGES,
  created: 4 * RANGES,
  reopened: 4 * RANGES + 1,
  escalated: 4 * RANGES + 2,
  closedUntimed: 4 * RANGES + 3,
  open: 4 * RANGES + 4,
} as const;

/** The numbers of one hour. Those of the next hour of the day follow. */
export const CODES_PER_HOUR: number = 4 * RANGES + 5;

export const HOURS_PER_DAY = 24;
const HOUR = 60 * 60 * 1_000;

/** The hour of an instant (ms since the epoch), counted from the epoch. */
export function toHour(instant: number): number {
  return Math.floor(instant / HOUR);
}

/** The instant at which an hour begins, in milliseconds since the epoch. */
export function toInstant(hour: number): number {
  return hour * HOUR;
}

/** The ends of the ranges, in milliseconds. Repeated multiplication gives the same numbers on every machine. */
const ENDS = createEnds();

function createEnds(): readonly number[] {
  const ends = [FIRST_END];
  while (ends.length < RANGES) ends.push(ends.at(-1)! * GROWTH);
  return ends.map(Math.round);
}

/** Returns the range of a duration in milliseconds. */
export function toRange(duration: number): number {
  let [low, high] = [0, RANGES - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (duration < ENDS[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Returns the duration in the middle of a range, in seconds. */
export function toSeconds(range: number): number {
  return range === 0 ? 0 : Math.sqrt(ENDS[range - 1]! * ENDS[range]!) / 1_000;
}
