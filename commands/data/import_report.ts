/** What people read about an import. */

import { toPrintable } from "../../base/printable.ts";
import type { Count, ImportSummary, Source, SourceLocation } from "../../data/mod.ts";

/** A row that needs a word, in the form in which editors and terminals find lines: `tickets.csv:17: refused: …`. */
export function formatRowMessage({ file, at }: SourceLocation, what: "refused" | "note", text: string): string {
  return `${toPrintable(`${file}:${at}: ${what}: ${text}`).replace(/\s*\n\s*/g, " ")}\n`;
}

export interface ImportRun {
  path: string;
  source: Source;
  location: string;
  seconds: number;
  dryRun: boolean;
}

/** How many went in. */
export function formatSummary(summary: ImportSummary, run: ImportRun): string {
  const { tickets, customers, attachments, comments, refused, remarks } = summary;
  const lines = [
    formatHeadline(summary, run),
    formatCountLine("tickets", tickets),
    formatCountLine("customers", customers),
    formatNumberLine("comments", comments, "added"),
    ...attachments.added + attachments.existing > 0 ? [formatCountLine("files", attachments)] : [],
    formatNumberLine("rows", refused, refused === 0 ? "refused" : "refused, listed above"),
    ...remarks > 0 ? [formatNumberLine("notes", remarks, "above")] : [],
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function formatHeadline(
  { interrupted }: ImportSummary,
  { path, source, location, seconds, dryRun }: ImportRun,
): string {
  const what = `${path} (${source.format})`;
  if (interrupted) return `Interrupted while importing ${what} into ${location}: import it again for the rest.`;
  if (dryRun) return `Importing ${what} into ${location} would do this; nothing was changed:`;
  return `Imported ${what} into ${location} in ${seconds.toFixed(1)} s:`;
}

function formatCountLine(name: string, { added, existing }: Count): string {
  const there = existing > 0 ? `, ${formatNumber(existing)} there already` : "";
  return formatNumberLine(name, added, `added${there}`);
}

function formatNumberLine(name: string, count: number, what: string): string {
  return `  ${name.padEnd(10)} ${formatNumber(count).padStart(9)} ${what}`;
}

function formatNumber(count: number): string {
  return count.toLocaleString("en");
}
