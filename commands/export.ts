/** What `support-mcp export` does: writes everything that the desk holds. */

import { visible } from "../client/visible.ts";
import { type ExportSummary, exportTo, Meter, NewFile, requireStore } from "../data/mod.ts";
import { defaultLocation, type Desk, openDesk } from "../store/mod.ts";
import { counted } from "./counted.ts";
import { orFailure } from "./data_failure.ts";
import { Failure } from "./failure.ts";
import { ProgressBar, standardError } from "./progress_bar.ts";
import { terminal } from "./terminal.ts";
import { exitCodeOf, termination } from "./termination.ts";

export interface ExportFlags {
  db: string | undefined;
  force: boolean;
  quiet: boolean;
}

/**
 * Writes the desk to a file, which is there when it is whole, or to standard output.
 *
 * @returns The exit code: 128 and the signal's number where one came.
 * @throws {Failure} When there is no store, or the file can't be written or is there already.
 */
export async function runExport(path: string | undefined, flags: ExportFlags): Promise<number> {
  const location = flags.db ?? defaultLocation();
  if (location === ":memory:") throw new Failure("A store in memory is empty: name another with --db.");
  const ending = termination();
  await orFailure(async () => {
    await requireStore(location);
    const desk = await openDesk(location);
    try {
      const name = "standard output";
      if (path === undefined) {
        await exportTo(desk, Deno.stdout, {
          name,
          meter: new Meter(ending),
          missing: (reason) => standardError().write(noteLine(reason)),
        });
      } else await exportToFile(desk, path, flags, ending);
    } finally {
      await desk.close();
    }
  });
  return ending.aborted ? exitCodeOf(ending.reason) : 0;
}

async function exportToFile(
  desk: Desk,
  path: string,
  { force, quiet }: ExportFlags,
  signal: AbortSignal,
): Promise<void> {
  await using file = await NewFile.begin(path, {
    replace: force,
    wayOut: "Give another name, or replace it with --force.",
  });
  const summary = await writeTo(file, desk, path, { quiet, signal });
  if (!summary.complete) return;
  await file.finish();
  if (!quiet) terminal().process.stdout.write(sentence(summary, path));
}

async function writeTo(
  file: NewFile,
  desk: Desk,
  name: string,
  { quiet, signal }: { quiet: boolean; signal: AbortSignal },
): Promise<ExportSummary> {
  const meter = new Meter(signal);
  using bar = new ProgressBar(standardError(), "Exporting", meter, { shown: !quiet });
  return await exportTo(desk, file, { name, meter, missing: (reason) => bar.print(noteLine(reason)) });
}

function noteLine(reason: string): string {
  return `note: ${visible(reason)}\n`;
}

function sentence({ tickets, customers, attachments }: ExportSummary, path: string): string {
  const counts = [counted(tickets, "ticket"), counted(customers, "customer"), counted(attachments, "file")];
  return `Exported ${counts.join(", ")} to ${path}.\n`;
}
