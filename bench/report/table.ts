/** Figures as tables: for people at a terminal, and in Markdown. */

import type { Comparison, Figure, TitledSection, Unit } from "./figure.ts";
import { inWords } from "./goal.ts";
import { median, spreadOf } from "./statistics.ts";

export const HEAD = ["what", "program", "median", "middle half", "compared", "goal"];

/** A section for the terminal: its title, the columns lined up, its note. */
export function terminalTable({ title, note, figures }: TitledSection): string {
  const rows = [HEAD, ...figures.flatMap(rowsOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join("   ").trimEnd());
  return [title, ...lines.map((line) => `  ${line}`), `  (${note})`].join("\n");
}

/** A section in Markdown. */
export function markdownSection({ title, note, circumstances, figures }: TitledSection): string {
  return [`## ${title}`, note, markdownTable(HEAD, figures.flatMap(rowsOf)), circumstances].join("\n\n");
}

/** A table in Markdown; `deno fmt` lines up its columns. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** A row for the figure, and for each comparison after the first one more. */
function rowsOf({ what, program, unit, samples, goal, compared = [] }: Figure): string[][] {
  const { low, median: middle, high } = spreadOf(samples);
  const spread = samples.length === 1 ? "one sample" : `${inUnit(low, unit)} – ${inUnit(high, unit)}`;
  const ends = [
    ...goal ? [["", inWords(goal, middle, ` ${unit}`)]] : [],
    ...compared.map((comparison) => comparisonOf(middle, comparison)),
  ];
  const [first = ["", ""], ...others] = ends;
  return [[what, program, inUnit(middle, unit), spread, ...first], ...others.map((end) => ["", "", "", "", ...end])];
}

function comparisonOf(middle: number, { with: other, samples, asQuickness, goal }: Comparison): string[] {
  const quotient = asQuickness ? median(samples) / middle : middle / median(samples);
  const words = asQuickness ? "times as quick as" : "×";
  return [`${threeDigits(quotient)} ${words} ${other}`, goal ? inWords(goal, quotient) : ""];
}

function inUnit(value: number, unit: Unit): string {
  return unit === "/s" ? `${threeDigits(value)}/s` : `${threeDigits(value)} ${unit}`;
}

/** No sample is known better than to three digits; thousands are set apart. */
function threeDigits(value: number): string {
  return new Intl.NumberFormat("en", { maximumSignificantDigits: 3 }).format(value);
}
