/** Times that people set. Snoozing: a ticket leaves the queue until a time, or until the customer writes. */

import type { Reason } from "../../../base/failures/reason.ts";
import { toShortLine } from "../../../base/text/short_line.ts";
import { DeskError } from "../../errors.ts";
import type { TicketRecord } from "../../ticket.ts";
import { formatInstant } from "../values/mod.ts";

const MINUTE = 60_000;
const MAX_DAYS = 365;
const MAX_DURATION = MAX_DAYS * 24 * 60 * MINUTE;

const FORMS = "Use a time such as 2026-12-01T09:00:00Z, 2h, 3d, tomorrow 9:00 or monday 9:00.";

/** A field with a time that people set. */
export type TimeField = "snoozed_until" | "due_at";

/** Texts that end a snooze, or return to the due time of the policy. */
const NO_TIME: Readonly<Record<TimeField, readonly string[]>> = {
  snoozed_until: ["", "none", "null", "now"],
  due_at: ["", "none", "null", "policy"],
};

const DURATION = /^(?:in )?(\d{1,4}) ?(m|min|minutes?|h|hours?|d|days?|w|weeks?)$/;
const UNITS: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60, w: 7 * 24 * 60 };

const DAY_AND_TIME =
  /^(today|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d{4}-\d\d-\d\d)(?:(?: at)? |t)(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/;
const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** An instant of ISO 8601, which has a time zone. */
const INSTANT = /^\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)$/;

/**
 * Parses a time that a person sets: an instant, a duration such as `2h`, or a day and a time such as `tomorrow 9:00`.
 *
 * @param field The field, for messages.
 * @param now In milliseconds since the epoch.
 * @param timeZone The time zone of texts that have none.
 * @returns An ISO 8601 instant; null for a text that removes the time.
 * @throws {DeskError} `invalid` for another text, and for a time that is not in the next year.
 */
export function parseFutureTime(field: TimeField, text: string, now: number, timeZone: string): string | null {
  const wanted = normalize(text);
  if (NO_TIME[field].includes(wanted)) return null;
  const until = parseTime(wanted, now, timeZone);
  if (until === null) throw createError(field, text, FORMS, { code: "invalid_value", field });
  const [end, present] = [formatInstant(until), formatInstant(now)];
  if (until <= now) {
    const reason = `${end} is not in the future: it is ${present} now. ${FORMS}`;
    throw createError(field, text, reason, { code: "past_time", field });
  }
  if (until - now > MAX_DURATION) {
    const reason = `${end} is more than ${MAX_DAYS} days away. ${FORMS}`;
    throw createError(field, text, reason, { code: "distant_time", field, limit: MAX_DAYS });
  }
  return end;
}

function createError(field: TimeField, text: string, reason: string, code: Reason): DeskError {
  return new DeskError("invalid", `${field} cannot be "${toShortLine(text)}". ${reason}`, { reasons: [code] });
}

/** Reports whether a text is a duration such as `2h`: then the end of the snooze follows from the time of the change. */
export function isDuration(text: string): boolean {
  return DURATION.test(normalize(text));
}

function normalize(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, " ");
}

/** @returns Milliseconds since the epoch; null for a text in no known form. */
function parseTime(text: string, now: number, timeZone: string): number | null {
  const [, count, unit] = DURATION.exec(text) ?? [];
  if (count !== undefined) return now + Number(count) * UNITS[unit![0]!]! * MINUTE;
  try {
    return INSTANT.test(text) ? Temporal.Instant.from(text).epochMilliseconds : parseLocalTime(text, now, timeZone);
  } catch (error) {
    if (error instanceof RangeError) return null; // a day or a time that does not exist
    throw error;
  }
}

function parseLocalTime(text: string, now: number, timeZone: string): number | null {
  const [, day, hour, minute, second = 0] = DAY_AND_TIME.exec(text) ?? [];
  if (day === undefined) return null;
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const time = { hour: Number(hour), minute: Number(minute), second: Number(second) };
  const plainTime = Temporal.PlainTime.from(time, { overflow: "reject" });
  return parseDay(day, today).toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
}

/** @throws {RangeError} If the day does not exist. */
function parseDay(day: string, today: Temporal.PlainDate): Temporal.PlainDate {
  if (day === "today") return today;
  if (day === "tomorrow") return today.add({ days: 1 });
  const weekday = WEEKDAYS.indexOf(day) + 1;
  if (weekday === 0) return Temporal.PlainDate.from(day);
  return today.add({ days: (weekday - today.dayOfWeek + 6) % 7 + 1 }); // never today
}

/** @param now In milliseconds since the epoch. */
export function isSnoozeOver({ snoozed_until }: Pick<TicketRecord, "snoozed_until">, now: number): boolean {
  return snoozed_until !== null && snoozed_until !== undefined && Date.parse(snoozed_until) <= now;
}

/** Ends a snooze, if there is one. */
export function wakeTicket<T extends Pick<TicketRecord, "snoozed_until">>(ticket: T): T {
  return ticket.snoozed_until ? { ...ticket, snoozed_until: null } : ticket;
}

/** Returns the field of a snooze that is not over. */
export function showSnooze({ snoozed_until }: Pick<TicketRecord, "snoozed_until">, now: number) {
  return { ...snoozed_until && !isSnoozeOver({ snoozed_until }, now) && { snoozed_until } };
}
