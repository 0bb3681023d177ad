/** Reports: what happened at the desk in a period. */

/** Reports have one row for each of these: parts of the period, or groups of tickets. */
export const REPORT_GROUPINGS = ["day", "week", "month", "assignee", "tier", "priority", "tag"] as const;
export type ReportGrouping = (typeof REPORT_GROUPINGS)[number];

/** The tickets to count, and how to group them. */
export interface ReportRequest {
  /**
   * Such as `30d`, `4w`, `12m`, `today`, `this week`, `last month`, `2026-11`, or `2026-11-01..2026-11-15` with both days.
   * Today counts as the last of 30 days.
   */
  period: string;
  /**
   * One of {@linkcode REPORT_GROUPINGS}, or the name of a custom field that is a choice or a boolean. By default `day` for a month
   * at most, then `week`, and `month` for more than half a year.
   */
  group_by?: string;
}

/** Durations in seconds; null if there are none. They are at most 5 % too high or too low. */
export interface Durations {
  median: number | null;
  p90: number | null;
}

/**
 * The counts of one part of the period, or of one group in all of it. Each event counts for the assignee, priority, tags and
 * custom fields that its ticket had just after it, and for the tier that the customer had when the ticket was created.
 */
export interface ReportCounts {
  created: number;
  /** Also counts tickets that were closed as duplicates. */
  closed: number;
  reopened: number;
  escalated: number;
  /** The tickets that were not closed at the end of the period, or are not yet. */
  open_at_end: number;
  /** From the creation to the first reply. */
  first_reply: Durations;
  /** From the creation, or the last reopening, to the closing; duplicates do not count. */
  closing: Durations;
  /** The share of first replies and of closings by the due time, from 0 to 1; null if there are none. */
  replied_in_time: number | null;
  closed_in_time: number | null;
}

export interface ReportRow extends ReportCounts {
  /**
   * The day, the first day of the week that is in the period, the month (`2026-11`), or the name of the group; null for
   * tickets without an assignee, without tags or without a value.
   */
  group: string | null;
}

export interface Report {
  /** The first day (ISO 8601), and the last one. */
  from: string;
  to: string;
  /** The time zone in which days begin. */
  time_zone: string;
  /** The grouping, or the name of the custom field. */
  group_by: string;
  /** Every part of the period, tier and priority; other groups with any count, those with the most first. */
  rows: ReportRow[];
  /** Counts each ticket once, even if it has several tags. */
  total: ReportCounts;
}
