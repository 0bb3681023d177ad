/** Figures as tables: for people at a terminal, and in Markdown. */

import type { Figure, Section, Unit } from "./figure.ts";
import { median, spreadOf } from "./statistics.ts";

const HEAD = ["what", "program", "median", "middle half", "ratio"];

/** A section for the terminal: its title, the columns lined up, its note. */
export function terminalTable({ title, note, figures }: Section): string {
  const rows = [HEAD, ...figures.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column]!)).join("   ").trimEnd());
  return [title, ...lines.map((line) => `  ${line}`), `  (${note})`].join("\n");
}

/** A section in Markdown. */
export function markdownTable({ title, note, figures }: Section): string {
  const rows = [HEAD, HEAD.map(() => "---"), ...figures.map(cells)];
  return [`## ${title}`, "", note, "", ...rows.map((row) => `| ${row.join(" | ")} |`)].join("\n");
}

function cells({ what, program, unit, samples, against }: Figure): string[] {
  const { low, median: middle, high } = spreadOf(samples);
  const ratio = against ? `${threeDigits(middle / median(against.samples))} × ${against.name}` : "";
  const spread = samples.length === 1 ? "one sample" : `${inUnit(low, unit)} – ${inUnit(high, unit)}`;
  return [what, program, inUnit(middle, unit), spread, ratio];
}

function inUnit(value: number, unit: Unit): string {
  return unit === "/s" ? `${threeDigits(value)}/s` : `${threeDigits(value)} ${unit}`;
}

/** No sample is known better than to three digits; thousands are set apart. */
function threeDigits(value: number): string {
  return new Intl.NumberFormat("en", { maximumSignificantDigits: 3 }).format(value);
}
