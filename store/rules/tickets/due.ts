/** Due times, from tier and priority. */

import type { Tier } from "../../customer.ts";
import type { Priority, Status } from "../../ticket.ts";

const HOURS: Record<Tier, Record<Priority, number>> = {
  enterprise: { urgent: 1, high: 4, medium: 8, low: 24 },
  pro: { urgent: 4, high: 8, medium: 24, low: 48 },
  free: { urgent: 8, high: 24, medium: 72, low: 120 },
};
const HOUR = 60 * 60 * 1000;

/** @returns An ISO 8601 instant, or null for a closed ticket. */
export function getDueTime(
  ticket: { status: Status; priority: Priority; created_at: string },
  tier: Tier,
): string | null {
  if (ticket.status === "closed") return null;
  return new Date(Date.parse(ticket.created_at) + HOURS[tier][ticket.priority] * HOUR).toISOString();
}
