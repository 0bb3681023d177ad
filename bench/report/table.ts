/** Formats figures as tables, for the terminal and in Markdown. */

import type { Comparison, Figure, TitledSection, Unit } from "./figure.ts";
import { formatGoal } from "./goal.ts";
import { computeMedian, computeSpread } from "./statistics.ts";

export const HEAD = ["what", "program", "median", "middle half", "compared", "goal"];

/** Formats a section for the terminal: title, aligned columns, note. */
export function formatTerminalTable({ title, note, figures }: TitledSection): string {
  const rows = [HEAD, ...figures.flatMap(toRows)];
  return [title, ...alignColumns(rows).map((line) => `  ${line}`), `  (${note})`].join("\n");
}

/** Pads the cells of rows, which all have the same length, so that the columns align. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join("   ").trimEnd());
}

/** Formats a section in Markdown. */
export function formatMarkdownSection({ title, note, circumstances, figures }: TitledSection): string {
  return [`## ${title}`, note, formatMarkdownTable(HEAD, figures.flatMap(toRows)), circumstances].join("\n\n");
}

/** Formats a table in Markdown; `deno fmt` aligns its columns. */
export function formatMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** Converts a figure to a row, with another row for each comparison after the first. */
function toRows({ what, program, unit, samples, goal, compared = [] }: Figure): string[][] {
  const { low, median: middle, high } = computeSpread(samples);
  const spread = samples.length === 1 ? "one sample" : `${formatValue(low, unit)} – ${formatValue(high, unit)}`;
  const ends = [
    ...goal ? [["", formatGoal(goal, middle, ` ${unit}`)]] : [],
    ...compared.map((comparison) => formatComparison(middle, comparison)),
  ];
  const [first = ["", ""], ...others] = ends;
  return [
    [what, program, formatValue(middle, unit), spread, ...first],
    ...others.map((end) => ["", "", "", "", ...end]),
  ];
}

function formatComparison(
  middle: number,
  { with: other, samples, isSpeedup, goal }: Comparison,
): string[] {
  const quotient = isSpeedup ? computeMedian(samples) / middle : middle / computeMedian(samples);
  const words = isSpeedup ? "times as fast as" : "×";
  return [`${formatNumber(quotient)} ${words} ${other}`, goal ? formatGoal(goal, quotient) : ""];
}

/** Formats a value with its unit. */
export function formatValue(value: number, unit: Unit): string {
  return unit === "/s" ? `${formatNumber(value)}/s` : `${formatNumber(value)} ${unit}`;
}

/** Formats a number with three significant digits and separated thousands. */
function formatNumber(value: number): string {
  return new Intl.NumberFormat("en", { maximumSignificantDigits: 3 }).format(value);
}
