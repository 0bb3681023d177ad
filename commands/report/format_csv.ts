import type { Report } from "../../store/mod.ts";
import { COLUMNS } from "./columns.ts";

/** Formats the rows of a report, without the total, as CSV, with the line ends of text files. */
export function formatCsv({ group_by, rows }: Report): string {
  const lines = [
    [quote(group_by), ...COLUMNS.map(({ name }) => name)],
    ...rows.map(({ group, ...counts }) => [quote(group ?? ""), ...COLUMNS.map(({ get }) => String(get(counts) ?? ""))]),
  ];
  return lines.map((cells) => `${cells.join(",")}\n`).join("");
}

/**
 * Quotes a text. An apostrophe keeps spreadsheets from running a text that looks like a formula (OWASP, CSV injection), also
 * with signs in full width.
 */
function quote(cell: string): string {
  const text = /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
