/** Times of tickets to import that say when something happened. */

import type { Comment, TicketRecord } from "../../ticket.ts";
import { check, formatInstant } from "../values/mod.ts";

/** Clocks of other systems may be ahead, and a date may be that of another time zone. In milliseconds. */
const TOLERANCE = 24 * 60 * 60 * 1000;

/** Deadlines and the ends of snoozes are not among them: they may be in the future. */
const TIMES = [
  "created_at",
  "updated_at",
  "closed_at",
  "reopened_at",
  "first_reply_at",
  "last_customer_message_at",
] as const satisfies (keyof TicketRecord)[];

/**
 * Checks that nothing happened in the future: reports would count it then.
 *
 * @param now In milliseconds since the epoch.
 * @throws {DeskError} `invalid`, naming the first such time.
 */
export function checkPastTimes(record: TicketRecord, comments: readonly Comment[], now: number): void {
  for (const field of TIMES) checkPast(field, record[field], now);
  checkPast("The time of the escalation", record.escalation?.at, now);
  for (const { number, at, edited_at } of comments) {
    checkPast(`The time of comment ${number}`, at, now);
    checkPast(`edited_at of comment ${number}`, edited_at, now);
  }
}

/**
 * Checks that a ticket was not closed before it was created: reports would count it then. A date has no time of day, so a
 * ticket that was closed on the day of its creation was closed at once.
 *
 * @throws {DeskError} `invalid`, naming both times.
 */
export function orderClosing<Record extends Pick<TicketRecord, "created_at" | "closed_at">>(record: Record): Record {
  const { created_at, closed_at } = record;
  if (closed_at === null || closed_at >= created_at) return record;
  check(
    Date.parse(created_at) - Date.parse(closed_at) < TOLERANCE,
    `closed_at is ${closed_at}, before created_at (${created_at}). Correct one of them, or leave it out.`,
  );
  return { ...record, closed_at: created_at };
}

function checkPast(name: string, at: string | null | undefined, now: number): void {
  const isPast = at === null || at === undefined || Date.parse(at) <= now + TOLERANCE;
  check(isPast, `${name} is ${at}, in the future: it is ${formatInstant(now)} now. Correct it, or leave it out.`);
}
