/** The columns of a report. */

import { formatDuration } from "../../base/text/format/format_duration.ts";
import type { ReportCounts } from "../../store/mod.ts";

export interface Column {
  /** In a table. */
  title: string;
  /** In a CSV file. */
  name: string;
  /** The columns with the highest number are left out first if a terminal is narrow. */
  rank: number;
  /** Returns the value; null if there is none. */
  get(counts: ReportCounts): number | null;
  /** Formats a value for people (default: as a number). */
  format?: (value: number) => string;
}

const count = (name: "created" | "closed" | "reopened" | "escalated" | "open_at_end", title: string, rank: number) => ({
  ...{ title, name, rank },
  get: (counts: ReportCounts) => counts[name],
});

const duration = (name: "first_reply" | "closing", share: "median" | "p90", title: string, rank: number) => ({
  ...{ title, rank },
  name: `${name}_${share}_seconds`,
  get: (counts: ReportCounts) => counts[name][share],
  format: formatDuration,
});

const share = (name: "replied_in_time" | "closed_in_time", title: string, rank: number) => ({
  ...{ title, name, rank },
  get: (counts: ReportCounts) => counts[name],
  format: (value: number) => `${Math.floor(value * 100)} %`,
});

export const COLUMNS: readonly Column[] = [
  count("created", "Created", 0),
  count("closed", "Closed", 0),
  count("reopened", "Reopened", 6),
  count("escalated", "Escalated", 7),
  count("open_at_end", "Open", 0),
  duration("first_reply", "median", "Reply", 2),
  duration("first_reply", "p90", "90 %", 5),
  duration("closing", "median", "Closing", 1),
  duration("closing", "p90", "90 %", 4),
  share("replied_in_time", "Replied in time", 8),
  share("closed_in_time", "Closed in time", 3),
];
