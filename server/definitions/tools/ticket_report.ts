import type * as z from "zod";
import { formatDuration } from "../../../base/text/format/format_duration.ts";
import { DeskError, nameGroup, REPORT_GROUPINGS, type ReportCounts } from "../../../store/mod.ts";
import { MARKS_RULE, markTeamLine, markTeamWords } from "../../marks/mod.ts";
import { defineTool } from "../define_tool.ts";
import type { Schemas } from "../definition.ts";

/** The maximum number of rows of a result. */
const MAX_ROWS = 31;

const createCounts = ({ z }: Schemas) => {
  const count = z.number().int();
  const seconds = count.exactOptional();
  const share = z.number().exactOptional();
  return {
    created: count,
    closed: count,
    reopened: count,
    escalated: count,
    open_at_end: count.describe("Not closed at the end"),
    reply_median: seconds,
    reply_p90: seconds,
    close_median: seconds,
    close_p90: seconds,
    replied_in_time: share,
    closed_in_time: share,
  };
};

type Counts = z.infer<z.ZodObject<ReturnType<typeof createCounts>>>;
type Row = Counts & { group: string | null };

/** Counts what happened in a period. */
export const ticketReport = defineTool({
  name: "ticket_report",
  title: "Ticket report",
  description:
    "Report what happened in a period: tickets created, closed, reopened, escalated and open at the end, times to the " +
    "first reply and to closing, and the share in time. Use it for questions such as how many tickets came last month, or " +
    "who closed most; for the current state, use ticket_stats. Returns one row per part of the period or group of " +
    "tickets, and a total. " +
    MARKS_RULE,
  inputSchema: ({ z, limitedText }) =>
    z.object({
      period: limitedText(50).default("30d").describe(
        "Last days (7d, 4w, 12m), today, yesterday, this week, last month, 2026, 2026-11, 2026-11-05, or " +
          "2026-11-01..2026-11-15",
      ),
      group_by: limitedText(100).exactOptional().describe(
        `${
          REPORT_GROUPINGS.join(", ")
        }, or a custom field (choice or boolean). By default day, week or month, as the period allows`,
      ),
    }),
  outputSchema: (schemas) => {
    const { z, fromOutside } = schemas;
    const counts = createCounts(schemas);
    return z.object({
      from: z.string(),
      to: z.string(),
      time_zone: z.string().describe("The time zone in which days begin"),
      group_by: z.string(),
      rows: z.array(z.object({
        group: fromOutside(z.string()).nullable().describe(
          "A day, first day of a week, month or name; null: without assignee, tag or value",
        ),
        ...counts,
      })),
      total: z.object(counts).describe(
        "Counts each ticket once. Times are in seconds, at most 5 % off; shares from 0 to 1. They are absent if nothing was " +
          "replied or closed",
      ),
      left_out: z.number().int().exactOptional().describe(
        "The number of groups, with fewer tickets, that are left out",
      ),
    });
  },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  app: "card",
  async handle(request, { tickets }) {
    const { from, to, time_zone, group_by, rows, total } = await tickets.getReport(request, markTeamLine);
    const leftOut = rows.length - MAX_ROWS;
    if (leftOut > 0 && isPart(group_by)) throw createTooLongError(group_by, rows.length, request.group_by);
    return {
      ...{ from, to, time_zone, group_by },
      rows: rows.slice(0, MAX_ROWS).map(({ group, ...counts }) => ({ group, ...toCounts(counts) })),
      total: toCounts(total),
      ...leftOut > 0 && { left_out: leftOut },
    };
  },
  formatText({ from, to, time_zone, group_by, rows, total, left_out }) {
    const table = [
      `${group_by} | created | closed | reopened | escalated | open at end | first reply | closing | in time`,
      ...rows.map(formatRow),
    ].join("\n");
    return [
      `${from} to ${to} (${time_zone}). Times are the median and the 90th percentile; in time: first replies, closings.`,
      isPart(group_by) || group_by === "tier" || group_by === "priority" ? table : markTeamWords(table),
      ...left_out === undefined ? [] : [`${left_out} others, with fewer tickets`],
      formatRow({ group: "total", ...total }),
    ].join("\n");
  },
});

/** Reports whether rows are parts of the period, all of which it needs. */
function isPart(grouping: string): boolean {
  return grouping === "day" || grouping === "week" || grouping === "month";
}

function createTooLongError(grouping: string, parts: number, requested: string | undefined): DeskError {
  const others = REPORT_GROUPINGS.filter((each) => !isPart(each)).join(", ");
  const advice = grouping === "month" ? `one of group_by ${others}` : "a longer part";
  const chosen = requested === undefined ? ", the default for this length" : "";
  return new DeskError(
    "invalid",
    `period has ${parts} parts with group_by ${grouping}${chosen} (limit ${MAX_ROWS}). Use a shorter period, or ${advice}.`,
  );
}

/** Leaves out what there is none of. */
function toCounts({ first_reply, closing, replied_in_time, closed_in_time, ...counts }: ReportCounts): Counts {
  return {
    ...counts,
    ...first_reply.median !== null && { reply_median: first_reply.median },
    ...first_reply.p90 !== null && { reply_p90: first_reply.p90 },
    ...closing.median !== null && { close_median: closing.median },
    ...closing.p90 !== null && { close_p90: closing.p90 },
    ...replied_in_time !== null && { replied_in_time: round(replied_in_time) },
    ...closed_in_time !== null && { closed_in_time: round(closed_in_time) },
  };
}

function round(share: number): number {
  return Math.round(share * 1_000) / 1_000;
}

function formatRow({ group, created, closed, reopened, escalated, open_at_end, ...rest }: Row): string {
  const { reply_median, reply_p90, close_median, close_p90, replied_in_time, closed_in_time } = rest;
  return [
    nameGroup(group).replaceAll("|", "/"),
    ...[created, closed, reopened, escalated, open_at_end].map(String),
    formatDurations(reply_median, reply_p90),
    formatDurations(close_median, close_p90),
    [replied_in_time, closed_in_time].map(formatShare).join(", "),
  ].join(" | ");
}

function formatDurations(median: number | undefined, p90: number | undefined): string {
  return median === undefined || p90 === undefined ? "–" : `${formatDuration(median)}, ${formatDuration(p90)}`;
}

function formatShare(share: number | undefined): string {
  return share === undefined ? "–" : `${Math.floor(share * 100)} %`;
}
