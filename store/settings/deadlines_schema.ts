/** The schema of deadlines and business hours. */

import * as z from "zod";
import { TIERS } from "../customer.ts";
import { parseWorkingHours } from "../rules/deadlines/mod.ts";
import { WEEKDAYS, type WorkingHours } from "../settings.ts";
import { DUE_TARGETS, PRIORITIES } from "../ticket.ts";
import { describeMembers } from "./describe_members.ts";

/** A year. */
const MAX_HOURS = 8_760;
const LEAST_HOURS = 0.1;
const MAX_HOLIDAYS = 500;

/** With fewer hours a week or more holidays a year, a deadline could be decades away. */
const LEAST_WEEKLY_MINUTES = 5 * 60;
const MAX_YEARLY_HOLIDAYS = 60;

const HOURS_PROBLEM = `must be a number of hours from ${LEAST_HOURS} to ${MAX_HOURS}, or none`;

const hours = z.union([z.number(), z.literal("none")], {
  error: ({ input }) => input === undefined ? "is missing" : HOURS_PROBLEM,
}).refine((value) => value === "none" || value >= LEAST_HOURS && value <= MAX_HOURS, {
  error: HOURS_PROBLEM,
  abort: true,
});

/** Hours by name. A name without hours is an error: no ticket is left without a decision. */
function table<Name extends string, Member extends z.ZodType>(names: readonly Name[], member: Member) {
  return describeMembers(Object.fromEntries(names.map((name) => [name, member])) as Record<Name, Member>);
}

/** The most urgent first, as people list them. */
const tiers = TIERS.toReversed();
const priorities = PRIORITIES.toReversed();

export const deadlines = table(DUE_TARGETS, table(tiers, table(priorities, hours))).superRefine(
  ({ first_reply, resolution }, context) => {
    for (const tier of TIERS) {
      for (const priority of PRIORITIES) {
        const [first, last] = [first_reply[tier][priority], resolution[tier][priority]];
        if (first === "none" || last === "none" || first <= last) continue;
        const message = `is ${last}, which is less than the hours to the first reply (${first})`;
        context.addIssue({ code: "custom", path: ["resolution", tier, priority], message });
      }
    }
  },
);

const HOURS_FORM = /^(\d{1,2}):(\d\d)\s*[-–]\s*(\d{1,2}):(\d\d)$/;

const workingHours = z.string("must be hours such as 09:00-17:30").transform((text, context) => {
  const parsed = parseHours(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: "custom", message: `must be hours such as 09:00-17:30, not "${text.slice(0, 50)}"` });
  return z.NEVER;
});

/** Returns the normal form; null unless the hours are in one day and in order. */
function parseHours(text: string): WorkingHours | null {
  const [, ...parts] = HOURS_FORM.exec(text.trim()) ?? [];
  const [fromHour, fromMinute, toHour, toMinute] = parts.map(Number);
  if (parts.length === 0 || fromMinute! > 59 || toMinute! > 59) return null;
  const [from, to] = [fromHour! * 60 + fromMinute!, toHour! * 60 + toMinute!];
  if (from >= to || to > 24 * 60) return null;
  return `${formatMinute(from)}-${formatMinute(to)}`;
}

function formatMinute(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
}

/** One text or a list. */
const day = z.preprocess(
  (value) => typeof value === "string" ? [value] : value ?? [],
  z.array(workingHours, "must be hours such as 09:00-17:30, or a list of them"),
).transform((list) => list.toSorted()).superRefine((list, context) => {
  for (const [index, each] of list.entries()) {
    const before = list[index - 1];
    if (before === undefined || parseWorkingHours(before)[1] <= parseWorkingHours(each)[0]) continue;
    context.addIssue({ code: "custom", message: `has overlapping hours: ${before} and ${each}` });
  }
});

const timeZone = z.string("must be a time zone such as Europe/Berlin").transform((text, context) => {
  try {
    return new Temporal.ZonedDateTime(0n, text.trim()).timeZoneId;
  } catch {
    context.addIssue({
      code: "custom",
      message: `is not a time zone: "${text.slice(0, 50)}". Use a name such as Europe/Berlin or UTC`,
    });
    return z.NEVER;
  }
});

const YEARLY_LENGTH = "12-25".length;
const DATE_FORM = /^(?:\d{4}-)?\d\d-\d\d$/;

const holiday = z.string("must be a date such as 2026-12-25, or 12-25 for every year").transform((text, context) => {
  const date = text.trim();
  if (DATE_FORM.test(date) && isPossible(date)) return date;
  context.addIssue({
    code: "custom",
    message: `is not a date: "${date.slice(0, 50)}". Use one such as 2026-12-25, or 12-25 for every year`,
  });
  return z.NEVER;
});

function isPossible(date: string): boolean {
  try {
    if (date.length === YEARLY_LENGTH) Temporal.PlainMonthDay.from(date);
    else Temporal.PlainDate.from(date);
    return true;
  } catch {
    return false;
  }
}

const weekdays = Object.fromEntries(WEEKDAYS.map((name) => [name, day.exactOptional()])) as Record<
  (typeof WEEKDAYS)[number],
  ReturnType<typeof day.exactOptional>
>;

export const businessHours = z.preprocess(
  (value) => value ?? {},
  describeMembers({
    time_zone: timeZone.exactOptional(),
    ...weekdays,
    holidays: z.array(holiday, "must be a list of dates").max(MAX_HOLIDAYS, `has more than ${MAX_HOLIDAYS} dates`)
      .transform((dates) => [...new Set(dates)].sort()).exactOptional(),
  }),
).superRefine((settings, context) => {
  if (Object.keys(settings).length === 0) return;
  const addIssue = (message: string) => context.addIssue({ code: "custom", message });
  if (settings.time_zone === undefined) addIssue("needs a time_zone, such as Europe/Berlin");
  const hours = WEEKDAYS.flatMap((name) => settings[name] ?? []).map(parseWorkingHours);
  const minutes = hours.reduce((sum, [from, to]) => sum + to - from, 0);
  if (minutes < LEAST_WEEKLY_MINUTES) addIssue("needs at least 5 hours a week, such as monday: 09:00-17:30");
  const yearly = (settings.holidays ?? []).filter((date) => date.length === YEARLY_LENGTH);
  if (yearly.length > MAX_YEARLY_HOLIDAYS) addIssue(`has more than ${MAX_YEARLY_HOLIDAYS} holidays for every year`);
});
