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
          `Print one row per ${
            GROUPINGS.slice(0, -1).join(", ")
          } or tag, or per value of the custom field with this name`,
          {
            default: "day, week or month, depending on the period",
          },
        ),
        proposeCompletions: () => GROUPINGS,
      },
      format: choiceFlag("FORMAT", FORMATS, "Print a table, bars of tickets created and closed, CSV or JSON", {
        default: "table",
      }),
    },
    positional: {
      kind: "tuple",
      parameters: [{
        placeholder: "PERIOD",
        brief:
          "The period: 7d, 4w or 12m back from today, today, last-month, 2026, 2026-11, or 2026-11-01..2026-11-15 " +
          "(default: 30d)",
        parse: String,
        proposeCompletions: () => PERIODS,
        optional: true,
      }],
    },
  },
  docs: {
    brief: "Print counts and times per day, assignee, tier, tag or custom field",
    fullDescription: `Print counts and times per day, assignee, tier, tag or custom field.

Counts the tickets that were created, closed, reopened and escalated in a period, and those that were open at its end. \
Times to the first reply and to closing are given as the median and the 90th percentile, accurate to 5 %. The report \
reads daily counts instead of tickets, so it is fast on a desk of any size. Servers can keep running.`,
  },
});

export const reportCommand = withHelp(command, {
  examples: [
    { term: "", text: "Print a table of the last 30 days" },
    { term: "last-month --by assignee", text: "Compare the members of the team" },
    { term: "12m --by plan", text: "Compare the values of the custom field plan" },
    { term: "12m --format bars", text: "Draw the tickets of a year by month" },
    { term: "2026 --by week --format csv > weeks.csv", text: "Write a file for a spreadsheet" },
  ],
});
