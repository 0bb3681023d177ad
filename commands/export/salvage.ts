/** `support-mcp export --salvage`: exports what is left of a damaged store. */

import { NewFile, ProgressMeter, type SalvageSummary, salvageTo } from "../../data/mod.ts";
import { formatFindings } from "../check/mod.ts";
import { formatCount, getStandardError, openTerminal } from "../output/mod.ts";
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
  await using file = await NewFile.create(path, {
    replace: force,
    advice: "Give another name, or replace it with --force.",
  });
  const summary = await salvageTo(location, file, { name: path, meter });
  if (!summary.complete) return;
  await file.finish();
  reportProblems(summary);
  if (!quiet) openTerminal().process.stdout.write(formatExportSummary(summary, path));
}

function reportProblems({ findings, problems, complete }: SalvageSummary): void {
  if (!complete) return;
  const { write } = getStandardError();
  write(formatFindings(findings, problems));
  if (problems > 0) write(`${formatCount(problems, "problem")}. Everything else is in the export.\n`);
}
