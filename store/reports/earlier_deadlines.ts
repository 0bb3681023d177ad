/** The deadlines that every desk had before they became settings. Events of that time do not say if they came in time. */

import type { Tier } from "../customer.ts";
import type { Priority } from "../ticket.ts";

const HOUR = 60 * 60 * 1_000;

/** In hours. They never change: counts are compared with what they give. */
const HOURS: Record<Tier, Record<Priority, number>> = {
  enterprise: { urgent: 1, high: 4, medium: 8, low: 24 },
  pro: { urgent: 4, high: 8, medium: 24, low: 48 },
  free: { urgent: 8, high: 24, medium: 72, low: 120 },
};

/**
 * Reports whether an event came in time.
 *
 * @param start The creation or last reopening, in milliseconds since the epoch, like `at`.
 */
export function wasInTime(start: number, at: number, priority: Priority, tier: Tier): boolean {
  return at <= start + HOURS[tier][priority] * HOUR;
}
