/** The flags and the help of `support-mcp report`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import type { ReportFormat } from "../../report.ts";
import { withHelp } from "../help/mod.ts";
import { choiceFlag, textFlag } from "./parameters.ts";
import { dbFlag, getLocation } from "./store.ts";
import { withExitCode } from "./with_exit_code.ts";

const GROUPINGS = ["day", "week", "month", "assignee", "tier", "priority", "tag"] as const;
const FORMATS: readonly ReportFormat[] = ["table", "bars", "csv", "json"];
const PERIODS = ["7d", "30d", "12m", "today", "yesterday", "this-week", "last-week", "this-month", "last-month"];

interface Flags {
  db?: string;
  by?: string;
  format?: ReportFormat;
}

const command = buildCommand<Flags, [string?], ApplicationContext>({
  async loader() {
    const { runReport } = await import("../../report.ts");
    return withExitCode(({ by, format = "table", ...flags }: Flags, period = "30d") =>
      runReport(period, { db: getLocation(flags), by, format })
    );
  },
  parameters: {
    flags: {
      db: dbFlag,
      by: {
        ...textFlag(
          "GROUPING",
          `Print a row for each ${GROUPINGS.slice(0, -1).join(", ")} or tag, or value of a custom field`,
          {
            default: "day, week or month, as the period allows",
          },
        ),
        proposeCompletions: () => GROUPINGS,
      },
      format: choiceFlag("FORMAT", FORMATS, "Print a table, bars of the tickets created and closed, CSV or JSON", {
        default: "table",
      }),
    },
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: "PERIOD",
        brief: "Last days (7d, 4w, 12m), today, last-month, 2026, 2026-11, or 2026-11-01..2026-11-15 (default: 30d)",
        parse: String,
        proposeCompletions: () => PERIODS,
        optional: true,
      }],
    },
  },
  docs: {
    brief: "Print counts and times per day, assignee, tier, tag or custom field",
    fullDescription: `Print counts and times per day, assignee, tier, tag or custom field.

Counts the tickets that were created, closed, reopened and escalated in a period, and those that were open at its end. Times to the \
first reply and to closing are the median and the 90th percentile, at most 5 % off. It reads the counts of the days, not the \
tickets, so it is fast at any size. Servers may have the store open.`,
  },
});

export const reportCommand = withHelp(command, {
  examples: [
    { term: "", text: "Print a table of the last 30 days" },
    { term: "last-month --by assignee", text: "Compare the people of the team" },
    { term: "12m --by plan", text: "Compare the values of the custom field plan" },
    { term: "12m --format bars", text: "Draw the tickets of a year by month" },
    { term: "2026 --by week --format csv > weeks.csv", text: "Write a file for a spreadsheet" },
  ],
});
