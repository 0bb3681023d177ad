/** The deadlines in force: how long a ticket may wait, and which time counts. */

import type { Tier } from "../../customer.ts";
import {
  type BusinessHours,
  type DeadlineHours,
  type DeadlineTable,
  type Settings,
  WEEKDAYS,
  type WorkingHours,
} from "../../settings.ts";
import type { DueTarget, Priority } from "../../ticket.ts";
import { AROUND_THE_CLOCK, BusinessCalendar, type OpeningHours, type WorkingTime } from "./working_time.ts";

const HOUR = 60 * 60 * 1000;

export interface DeadlinePolicy {
  /** Returns the time that a ticket may take to the target, in milliseconds; null if there is no deadline. */
  getLimit(target: DueTarget, tier: Tier, priority: Priority): number | null;
  /** The time that counts. */
  time: WorkingTime;
}

/** The settings that a policy comes from. */
type PolicySettings = Pick<Settings, "deadlines" | "business_hours">;

let latest: { deadlines: DeadlineTable; business_hours: BusinessHours; policy: DeadlinePolicy } | undefined;

/** Creates the policy of the settings. The latest one is kept, because calendars keep what they compute. */
export function getPolicy({ deadlines, business_hours }: PolicySettings): DeadlinePolicy {
  if (latest?.deadlines !== deadlines || latest.business_hours !== business_hours) {
    const isSame = latest !== undefined &&
      toPolicyText(latest) === toPolicyText({ deadlines, business_hours });
    const policy = isSame ? latest!.policy : createPolicy({ deadlines, business_hours });
    latest = { deadlines, business_hours, policy };
  }
  return latest.policy;
}

/** Returns a text that is the same for settings with the same deadlines. */
export function toPolicyText({ deadlines, business_hours }: PolicySettings): string {
  return JSON.stringify([deadlines, business_hours]);
}

function createPolicy({ deadlines, business_hours }: PolicySettings): DeadlinePolicy {
  return {
    getLimit: (target, tier, priority) => toMilliseconds(deadlines[target][tier][priority]),
    time: createWorkingTime(business_hours),
  };
}

function toMilliseconds(hours: DeadlineHours): number | null {
  return hours === "none" ? null : Math.round(hours * HOUR);
}

function createWorkingTime(hours: BusinessHours): WorkingTime {
  if (hours.time_zone === undefined) return AROUND_THE_CLOCK;
  const week = WEEKDAYS.map((day) => (hours[day] ?? []).map(parseWorkingHours));
  return new BusinessCalendar({ timeZone: hours.time_zone, week, holidays: hours.holidays ?? [] });
}

/** Parses hours in their normal form, such as `09:00-17:30`. */
export function parseWorkingHours(hours: WorkingHours): OpeningHours {
  const [from, to] = hours.split("-").map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  return [from!, to!];
}
