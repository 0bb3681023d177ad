/** What `support-mcp export` does: writes everything that the desk holds. */

import { toPrintable } from "../base/printable.ts";
import { type ExportSummary, exportTo, NewFile, ProgressMeter, requireStore } from "../data/mod.ts";
import { type Desk, getDefaultLocation, openDesk } from "../store/mod.ts";
import { formatCount } from "./output/format_count.ts";
import { convertDataErrors } from "./data/data_errors.ts";
import { CommandError } from "./command_error.ts";
import { getStandardError, ProgressBar } from "./output/progress_bar.ts";
import { openTerminal } from "./terminal.ts";
import { createTerminationSignal, toExitCode } from "./signals/termination.ts";

export interface ExportFlags {
  db: string | undefined;
  force: boolean;
  quiet: boolean;
}

/**
 * Writes the desk to a file, which is there when it is whole, or to standard output.
 *
 * @returns The exit code: 128 and the signal's number where one came.
 * @throws {CommandError} When there is no store, or the file can't be written or is there already.
 */
export async function runExport(path: string | undefined, flags: ExportFlags): Promise<number> {
  const location = flags.db ?? getDefaultLocation();
  if (location === ":memory:") throw new CommandError("A store in memory is empty: name another with --db.");
  const ending = createTerminationSignal();
  await convertDataErrors(async () => {
    await requireStore(location);
    const desk = await openDesk(location);
    try {
      const name = "standard output";
      if (path === undefined) {
        await exportTo(desk, Deno.stdout, {
          name,
          meter: new ProgressMeter(ending),
          missing: (reason) => getStandardError().write(formatNote(reason)),
        });
      } else await exportToFile(desk, path, flags, ending);
    } finally {
      await desk.close();
    }
  });
  return ending.aborted ? toExitCode(ending.reason) : 0;
}

async function exportToFile(
  desk: Desk,
  path: string,
  { force, quiet }: ExportFlags,
  signal: AbortSignal,
): Promise<void> {
  await using file = await NewFile.create(path, {
    replace: force,
    wayOut: "Give another name, or replace it with --force.",
  });
  const summary = await writeTo(file, desk, path, { quiet, signal });
  if (!summary.complete) return;
  await file.finish();
  if (!quiet) openTerminal().process.stdout.write(formatSummary(summary, path));
}

async function writeTo(
  file: NewFile,
  desk: Desk,
  name: string,
  { quiet, signal }: { quiet: boolean; signal: AbortSignal },
): Promise<ExportSummary> {
  const meter = new ProgressMeter(signal);
  using bar = new ProgressBar(getStandardError(), "Exporting", meter, { shown: !quiet });
  return await exportTo(desk, file, { name, meter, missing: (reason) => bar.print(formatNote(reason)) });
}

function formatNote(reason: string): string {
  return `note: ${toPrintable(reason)}\n`;
}

function formatSummary({ tickets, customers, attachments }: ExportSummary, path: string): string {
  const counts = [formatCount(tickets, "ticket"), formatCount(customers, "customer"), formatCount(attachments, "file")];
  return `Exported ${counts.join(", ")} to ${path}.\n`;
}
