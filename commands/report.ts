/** `support-mcp report`: prints what happened at the desk in a period. */

import { DeskError, type Report } from "../store/mod.ts";
import { convertDataErrors, getStoreLocation, readDesk } from "./data/mod.ts";
import { formatJson, openTerminal } from "./output/mod.ts";
import { CommandError } from "./process/mod.ts";
import { formatBars, formatCsv, formatTable } from "./report/mod.ts";

/** The names of the fields of a request on the command line. */
const ARGUMENTS: Readonly<Record<string, string>> = { period: "PERIOD", group_by: "--by" };

export const REPORT_FORMATS = ["table", "bars", "csv", "json"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface ReportFlags {
  db: string | undefined;
  /** See `ReportRequest`. */
  by: string | undefined;
  format: ReportFormat;
}

/**
 * Prints a report.
 *
 * @param period See `ReportRequest`.
 * @returns The exit code.
 * @throws {CommandError} If there is no store, or the period or the grouping is invalid.
 */
export async function runReport(period: string, { db, by, format }: ReportFlags): Promise<number> {
  if (db === ":memory:") {
    throw new CommandError("--db cannot be :memory:, because a store in memory is empty. Name another store.", 2);
  }
  const location = getStoreLocation(db);
  const request = { period, ...by !== undefined && { group_by: by } };
  const report = await convertDataErrors(() =>
    readDesk(location, ({ tickets }) => tickets.getReport(request).catch(nameArgument))
  );
  const terminal = openTerminal();
  terminal.process.stdout.write(formatReport(report, format, terminal.columns));
  return 0;
}

/** Names the argument or the flag in an error about the period or the grouping. */
function nameArgument(error: unknown): never {
  const name = error instanceof DeskError ? ARGUMENTS[error.field ?? ""] : undefined;
  if (name === undefined) throw error;
  const { message, field } = error as DeskError;
  throw new CommandError(message.replace(field!, name), 2, { cause: error });
}

function formatReport(report: Report, format: ReportFormat, columns: number | undefined): string {
  switch (format) {
    case "table":
      return formatTable(report, columns);
    case "bars":
      return formatBars(report, columns);
    case "csv":
      return formatCsv(report);
    case "json":
      return formatJson(report);
  }
}
