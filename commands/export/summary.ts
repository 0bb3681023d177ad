import type { ExportSummary } from "../../data/mod.ts";
import { formatCount } from "../output/mod.ts";

/** Formats the numbers of exported items. */
export function formatExportSummary(
  { tickets, customers, attachments, articles }: ExportSummary,
  path: string,
): string {
  const counts = [formatCount(tickets, "ticket"), formatCount(customers, "customer"), formatCount(attachments, "file")];
  if (articles > 0) counts.push(formatCount(articles, "article"));
  return `Exported ${counts.join(", ")} to ${path}.\n`;
}
