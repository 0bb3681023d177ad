/** The report of an import. */

import { toPrintableLine } from "../../base/text/printable.ts";
import type { Count, ImportSummary, Source, SourceLocation, TableColumns } from "../../data/mod.ts";

/** Formats a message about a row in the form in which editors and terminals find lines: `tickets.csv:17: rejected: …`. */
export function formatRowMessage({ file, at }: SourceLocation, kind: "rejected" | "note", text: string): string {
  return `${toPrintableLine(`${file}:${at}: ${kind}: ${text}`)}\n`;
}

export interface ImportRun {
  path: string;
  source: Source;
  columns?: TableColumns | undefined;
  location: string;
  seconds: number;
  dryRun: boolean;
}

/** Formats the numbers of imported and rejected rows. */
export function formatSummary(summary: ImportSummary, run: ImportRun): string {
  const { settings, articles, tickets, customers, attachments, comments, refused, remarks } = summary;
  const lines = [
    formatHeadline(summary, run),
    formatCountLine("tickets", tickets),
    formatCountLine("customers", customers),
    ...settings.added + settings.existing > 0 ? [formatCountLine("settings", settings)] : [],
    ...articles.added + articles.existing > 0 ? [formatCountLine("articles", articles)] : [],
    formatNumberLine("comments", comments, "added"),
    ...attachments.added + attachments.existing > 0 ? [formatCountLine("files", attachments)] : [],
    formatNumberLine("rows", refused, refused === 0 ? "rejected" : "rejected, listed above"),
    ...remarks > 0 ? [formatNumberLine("notes", remarks, "above")] : [],
    ...formatColumns(run.columns),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function formatColumns(
  { custom, replaced, unread }: TableColumns = { custom: [], replaced: [], unread: [] },
): string[] {
  const fields = custom.map(({ column, field }) => column === field ? `"${column}"` : `"${column}" (${field})`).join(
    ", ",
  );
  const [names, others] = [unread, replaced].map((columns) => columns.map((column) => `"${column}"`).join(", "));
  const hint = "To read one, use --map, or define a custom field with its name.";
  return [
    ...fields === "" ? [] : [toPrintableLine(`Columns that were read as custom fields: ${fields}.`)],
    ...others === ""
      ? []
      : [toPrintableLine(`Columns that were not read, because a "custom." column sets the same field: ${others}.`)],
    ...names === "" ? [] : [`${toPrintableLine(`Columns that were not read: ${names}.`)} ${hint}`],
  ];
}

/** Returns true if rows were rejected and no other was there. */
export function isNothingImported(
  { settings, articles, tickets, customers, attachments, refused }: ImportSummary,
): boolean {
  const taken = [settings, articles, tickets, customers, attachments].some(({ added, existing }) =>
    added + existing > 0
  );
  return refused > 0 && !taken;
}

function formatHeadline(summary: ImportSummary, { path, source, location, seconds, dryRun }: ImportRun): string {
  const what = `${path} (${source.format})`;
  if (summary.interrupted) {
    return `Interrupted while importing ${what} into ${location}. Run the import again for the rest.`;
  }
  if (dryRun) return `Dry run of importing ${what} into ${location} (nothing was changed):`;
  if (isNothingImported(summary)) {
    return `Nothing was imported from ${what}. Correct the rows, or set --format if the file has another format:`;
  }
  return `Imported ${what} into ${location} in ${seconds.toFixed(1)} s:`;
}

function formatCountLine(name: string, { added, existing }: Count): string {
  const there = existing > 0 ? `, ${formatNumber(existing)} existing` : "";
  return formatNumberLine(name, added, `added${there}`);
}

function formatNumberLine(name: string, count: number, what: string): string {
  return `  ${name.padEnd(10)} ${formatNumber(count).padStart(9)} ${what}`;
}

function formatNumber(count: number): string {
  return count.toLocaleString("en");
}
