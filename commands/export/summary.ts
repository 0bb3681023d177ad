import type { ExportSummary } from "../../data/mod.ts";
import { formatCount } from "../output/mod.ts";

/** Formats the numbers of exported items. */
export function formatExportSummary({ tickets, customers, attachments }: ExportSummary, path: string): string {
  const counts = [formatCount(tickets, "ticket"), formatCount(customers, "customer"), formatCount(attachments, "file")];
  return `Exported ${counts.join(", ")} to ${path}.\n`;
}
