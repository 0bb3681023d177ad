/** The time that counts for deadlines. All times and durations are in milliseconds, all instants since the epoch. */

/** A part of the week that counts. */
export interface WorkingTime {
  /** Returns the instant at which `duration` has counted since `start`. */
  add(start: number, duration: number): number;
  /** Returns how much of the time between two instants counts. */
  measure(from: number, to: number): number;
}

/** All of it counts. */
export const AROUND_THE_CLOCK: WorkingTime = {
  add: (start, duration) => start + duration,
  measure: (from, to) => Math.max(0, to - from),
};

/** A time of the day, in minutes since midnight, from 0 to 1,440. */
type Minute = number;

/** Opening hours of one day, the end excluded. */
export type OpeningHours = readonly [from: Minute, to: Minute];

export interface CalendarOptions {
  /** An IANA name such as `Europe/Berlin`. */
  timeZone: string;
  /** The hours of each weekday, from Monday on. They are in order, do not overlap, and at least one day has some. */
  week: readonly (readonly OpeningHours[])[];
  /** Days without hours: `2026-12-25`, or `12-25` for every year. */
  holidays: readonly string[];
}

const DAY = 24 * 60 * 60 * 1000;
const MINUTES_PER_DAY = 24 * 60;

/** The days that are kept. Deadlines of one desk touch far fewer. */
const MAX_DAYS = 20_000;

/** Counts the opening hours of a team alone. */
export class BusinessCalendar implements WorkingTime {
  readonly #options: CalendarOptions;
  readonly #holidays: ReadonlySet<string>;
  /** The opening hours by day, which is counted from 1970-01-01. */
  readonly #days = new Map<number, readonly [start: number, end: number][]>();

  constructor(options: CalendarOptions) {
    this.#options = options;
    this.#holidays = new Set(options.holidays);
  }

  add(start: number, duration: number): number {
    let left = duration;
    for (let day = this.#findDay(start);; day++) {
      for (const [opening, closing] of this.#getHours(day)) {
        const from = Math.max(opening, start);
        if (from >= closing) continue;
        if (left <= closing - from) return from + left;
        left -= closing - from;
      }
    }
  }

  measure(from: number, to: number): number {
    let sum = 0;
    for (let day = this.#findDay(from); from < to; day++) {
      const hours = this.#getHours(day);
      for (const [opening, closing] of hours) sum += Math.max(0, Math.min(closing, to) - Math.max(opening, from));
      if (day >= this.#findDay(to)) break;
    }
    return sum;
  }

  /** Finds the day of an instant. */
  #findDay(instant: number): number {
    const { year, month, day } = Temporal.Instant.fromEpochMilliseconds(instant)
      .toZonedDateTimeISO(this.#options.timeZone);
    return Date.UTC(year, month - 1, day) / DAY;
  }

  #getHours(day: number): readonly [start: number, end: number][] {
    let hours = this.#days.get(day);
    if (hours === undefined) {
      if (this.#days.size >= MAX_DAYS) this.#days.clear();
      this.#days.set(day, hours = this.#createHours(day));
    }
    return hours;
  }

  #createHours(day: number): [start: number, end: number][] {
    const date = Temporal.PlainDate.from(new Date(day * DAY).toISOString().slice(0, 10));
    const text = date.toString();
    if (this.#holidays.has(text) || this.#holidays.has(text.slice(-5))) return [];
    const toInstant = (minute: Minute) => {
      const local = date.add({ days: Math.floor(minute / MINUTES_PER_DAY) }).toPlainDateTime({
        hour: Math.floor(minute % MINUTES_PER_DAY / 60),
        minute: minute % 60,
      });
      return local.toZonedDateTime(this.#options.timeZone).epochMilliseconds;
    };
    return this.#options.week[date.dayOfWeek - 1]!.map(([from, to]) => [toInstant(from), toInstant(to)]);
  }
}
