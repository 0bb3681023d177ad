/** What people read about an import. */

import { visible } from "../client/visible.ts";
import type { Count, ImportSummary, Place, Source } from "../data/mod.ts";

/** A row that needs a word, in the form in which editors and terminals find lines: `tickets.csv:17: refused: …`. */
export function placeLine({ file, at }: Place, what: "refused" | "note", text: string): string {
  return `${visible(`${file}:${at}: ${what}: ${text}`).replace(/\s*\n\s*/g, " ")}\n`;
}

export interface ImportRun {
  path: string;
  source: Source;
  location: string;
  seconds: number;
  dryRun: boolean;
}

/** How many went in. */
export function summaryLines(summary: ImportSummary, run: ImportRun): string {
  const { tickets, customers, attachments, comments, refused, remarks } = summary;
  const lines = [
    headline(summary, run),
    countLine("tickets", tickets),
    countLine("customers", customers),
    numberLine("comments", comments, "added"),
    ...attachments.added + attachments.existing > 0 ? [countLine("files", attachments)] : [],
    numberLine("rows", refused, refused === 0 ? "refused" : "refused, listed above"),
    ...remarks > 0 ? [numberLine("notes", remarks, "above")] : [],
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function headline({ interrupted }: ImportSummary, { path, source, location, seconds, dryRun }: ImportRun): string {
  const what = `${path} (${source.format})`;
  if (interrupted) return `Interrupted while importing ${what} into ${location}: import it again for the rest.`;
  if (dryRun) return `Importing ${what} into ${location} would do this; nothing was changed:`;
  return `Imported ${what} into ${location} in ${seconds.toFixed(1)} s:`;
}

function countLine(name: string, { added, existing }: Count): string {
  const there = existing > 0 ? `, ${grouped(existing)} there already` : "";
  return numberLine(name, added, `added${there}`);
}

function numberLine(name: string, count: number, what: string): string {
  return `  ${name.padEnd(10)} ${grouped(count).padStart(9)} ${what}`;
}

function grouped(count: number): string {
  return count.toLocaleString("en");
}
