import { measureCells, splitLetters } from "../../base/text/measure_cells.ts";
import { toPrintableLine } from "../../base/text/printable.ts";
import { nameGroup, type Report, type ReportCounts } from "../../store/mod.ts";
import { type Column, COLUMNS } from "./columns.ts";

/** Between two columns. */
const GAP = "  ";

/** The fewest cells that the name of a group has left. */
const MIN_NAME = 10;

/**
 * Formats a report as a table.
 *
 * @param columns The width of the terminal: columns are left out and names cut to fit. Undefined for no limit.
 */
export function formatTable(report: Report, columns: number | undefined): string {
  const title = report.group_by[0]!.toUpperCase() + report.group_by.slice(1);
  const rows = [...report.rows, { ...report.total, group: "Total" }];
  const names = rows.map(({ group }) => formatName(group));
  const nameWidth = Math.max(...[title, ...names].map(measureCells));
  const shown = chooseColumns(rows, columns === undefined ? Infinity : columns - Math.min(nameWidth, MIN_NAME));
  const left = columns === undefined ? Infinity : columns - sum(shown.map(({ width }) => width + GAP.length));
  const width = Math.max(Math.min(nameWidth, left), Math.min(nameWidth, MIN_NAME));
  const lines = [
    [padEnd(title, width), ...shown.map(({ title, width }) => title.padStart(width))],
    ...rows.map((row, index) => [
      padEnd(cut(names[index]!, width), width),
      ...shown.map((column) => formatCell(column, row).padStart(column.width)),
    ]),
  ];
  return `${formatPeriod(report)}\n\n${lines.map((cells) => `${cells.join(GAP).trimEnd()}\n`).join("")}`;
}

/** Formats the period, such as `2026-11-01 to 2026-11-30 (UTC)`. */
export function formatPeriod({ from, to, time_zone }: Report): string {
  return `${from === to ? from : `${from} to ${to}`} (${time_zone})`;
}

/** Formats the name of a group for a terminal. */
export function formatName(group: string | null): string {
  return toPrintableLine(nameGroup(group));
}

/** Cuts a text to a number of cells. */
export function cut(text: string, width: number): string {
  if (measureCells(text) <= width) return text;
  let kept = "";
  for (const letter of splitLetters(text)) {
    if (measureCells(kept + letter) >= width) break;
    kept += letter;
  }
  return `${kept}…`;
}

export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - measureCells(text)));
}

type SizedColumn = Column & { width: number };

/** Leaves out columns until the others fit. Those of the lowest rank stay. */
function chooseColumns(rows: readonly ReportCounts[], room: number): SizedColumn[] {
  let columns = COLUMNS.map((column): SizedColumn => ({
    ...column,
    width: Math.max(column.title.length, ...rows.map((row) => formatCell(column, row).length)),
  }));
  while (sum(columns.map(({ width }) => width + GAP.length)) > room) {
    const rank = Math.max(...columns.map(({ rank }) => rank));
    if (rank === 0) break;
    columns = columns.filter((column) => column.rank !== rank);
  }
  return columns;
}

function formatCell({ get, format = String }: Column, counts: ReportCounts): string {
  const value = get(counts);
  return value === null ? "–" : format(value);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
