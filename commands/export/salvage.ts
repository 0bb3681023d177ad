/** `support-mcp export --salvage`: exports what is left of a damaged store. */

import { ProgressMeter, type SalvageSummary, salvageTo } from "../../data/mod.ts";
import { formatFindings } from "../check/mod.ts";
import { formatCount, getStandardError, print } from "../output/mod.ts";
import { writeExportFile } from "./export_file.ts";
import { formatExportSummary } from "./summary.ts";

export interface SalvageOptions {
  force: boolean;
  quiet: boolean;
  /** Ends the export between two items. */
  signal: AbortSignal;
}

/** Writes the export, and prints what is lost to standard error. */
export async function runSalvage(
  location: string,
  path: string | undefined,
  { force, quiet, signal }: SalvageOptions,
): Promise<void> {
  const meter = new ProgressMeter(signal);
  if (path === undefined) {
    const summary = await salvageTo(location, Deno.stdout, { name: "standard output", meter });
    return reportProblems(summary);
  }
  const summary = await writeExportFile(path, force, (sink) => salvageTo(location, sink, { name: path, meter }));
  if (!summary.complete) return;
  reportProblems(summary);
  if (!quiet) print(formatExportSummary(summary, path));
}

function reportProblems({ findings, problems, complete }: SalvageSummary): void {
  if (!complete) return;
  const { write } = getStandardError();
  write(formatFindings(findings, problems));
  if (problems > 0) write(`${formatCount(problems, "problem")}. Everything else is in the export.\n`);
}
