import assert from "node:assert/strict";
import { formatBars, formatCsv, formatTable } from "../../../commands/report/mod.ts";
import { measureCells } from "../../../base/text/measure_cells.ts";
import type { Report, ReportCounts } from "../../../store/mod.ts";

const COUNTS: ReportCounts = {
  ...{ created: 12, closed: 9, reopened: 1, escalated: 0, open_at_end: 30 },
  first_reply: { median: 700, p90: 8_000 },
  closing: { median: 90_000, p90: 200_000 },
  ...{ replied_in_time: 0.955, closed_in_time: 0.5 },
};
const NOTHING: ReportCounts = {
  ...{ created: 0, closed: 0, reopened: 0, escalated: 0, open_at_end: 0 },
  ...{ first_reply: { median: null, p90: null }, closing: { median: null, p90: null } },
  ...{ replied_in_time: null, closed_in_time: null },
};
const REPORT: Report = {
  ...{ from: "2026-11-01", to: "2026-11-30", time_zone: "UTC", group_by: "assignee" },
  rows: [
    { group: 'Dana "D", Smith', ...COUNTS },
    { group: "日本語の長い名前の人", ...NOTHING },
    { group: null, ...NOTHING },
  ],
  total: COUNTS,
};

Deno.test("formatTable() prints every column where there is no terminal", () => {
  assert.equal(
    formatTable(REPORT, undefined),
    `2026-11-01 to 2026-11-30 (UTC)

Assignee              Created  Closed  Reopened  Escalated  Open   Reply   90 %  Closing   90 %  Replied in time  Closed in time
Dana "D", Smith            12       9         1          0    30  12 min  2.2 h      1 d  2.3 d             95 %            50 %
日本語の長い名前の人        0       0         0          0     0       –      –        –      –                –               –
(none)                      0       0         0          0     0       –      –        –      –                –               –
Total                      12       9         1          0    30  12 min  2.2 h      1 d  2.3 d             95 %            50 %
`,
  );
});

Deno.test("formatTable() leaves out columns and cuts names to fit a terminal", () => {
  for (const columns of [130, 100, 80, 60, 40]) {
    const lines = formatTable(REPORT, columns).split("\n");
    for (const line of lines) assert.ok(measureCells(line) <= columns, `${columns}: ${line}`);
    assert.match(lines[2]!, /^Assignee +Created +Closed /);
  }
  assert.match(formatTable(REPORT, 40), /\n日本語.*…/);
});

Deno.test("formatTable() tells a value from the row of the tickets without one", () => {
  const rows = ["(none)", null].map((group) => ({ group, ...NOTHING }));
  assert.match(formatTable({ ...REPORT, rows }, undefined), /\n"\(none\)" +0 .*\n\(none\) +0 /);
});

Deno.test("formatTable() keeps names from moving the cursor", () => {
  const rows = [{ group: "Jo\x1b[2J", ...NOTHING }];
  assert.match(formatTable({ ...REPORT, rows }, undefined), /\nJo\\x1b\[2J /);
});

Deno.test("formatBars() draws the tickets created and closed, as wide as the terminal", () => {
  const rows = [{ ...COUNTS, group: "2026-11-01" }, { ...NOTHING, group: "2026-11-02" }];
  assert.equal(
    formatBars({ ...REPORT, group_by: "day", rows }, 40),
    `2026-11-01 to 2026-11-30 (UTC)

2026-11-01  created  ████████████████ 12
            closed   ████████████ 9
2026-11-02  created  0
            closed   0
`,
  );
  const lines = formatBars({ ...REPORT, rows }).split("\n");
  assert.equal(Math.max(...lines.map(measureCells)), 80);
});

Deno.test("formatCsv() quotes names, and leaves missing values empty", () => {
  assert.equal(
    formatCsv(REPORT),
    "assignee,created,closed,reopened,escalated,open_at_end,first_reply_median_seconds,first_reply_p90_seconds," +
      "closing_median_seconds,closing_p90_seconds,replied_in_time,closed_in_time\n" +
      '"Dana ""D"", Smith",12,9,1,0,30,700,8000,90000,200000,0.955,0.5\n' +
      "日本語の長い名前の人,0,0,0,0,0,,,,,,\n" +
      ",0,0,0,0,0,,,,,,\n",
  );
});

Deno.test("formatCsv() keeps spreadsheets from running names as formulas", () => {
  const names = ["=1+1", "+49", "-vip", "@sum", "\tx", '=HYPERLINK("a","b")', "＝1+1", "＠SUM(1)", "a=1"];
  const csv = formatCsv({ ...REPORT, group_by: "field:=x", rows: names.map((group) => ({ group, ...NOTHING })) });
  const cells = csv.trimEnd().split("\n").map((line) => line.slice(0, line.indexOf(",0,0,0,0,0,")));
  assert.deepEqual(cells.slice(1), [
    ...["'=1+1", "'+49", "'-vip", "'@sum", "'\tx", `"'=HYPERLINK(""a"",""b"")"`, "'＝1+1", "'＠SUM(1)"],
    "a=1",
  ]);
});
