/** `support-mcp export`: writes the whole desk, or everything about one customer. */

import { toPrintable } from "../base/text/printable.ts";
import { type ExportSummary, exportTo, ProgressMeter, requireStore, type Sink } from "../data/mod.ts";
import { type Desk, openDesk } from "../store/mod.ts";
import { getStandardError, print, printProgress, ProgressBar } from "./output/mod.ts";
import { convertDataErrors, getStoreLocation } from "./data/mod.ts";
import { formatExportSummary, runSalvage, writeExportFile } from "./export/mod.ts";
import { readStore } from "./read_only/mod.ts";
import { CommandError, createTerminationSignal, toExitCode } from "./process/mod.ts";

export interface ExportFlags {
  db: string | undefined;
  force: boolean;
  /** Reads a damaged store, without opening it as a desk. */
  salvage: boolean;
  quiet: boolean;
  /** The email address of the only customer to export. */
  customer: string | undefined;
}

/** The path that stands for standard output. */
const STANDARD_OUTPUT = "-";

/**
 * Writes the desk to standard output, or to a file that appears when it is complete.
 *
 * @returns The exit code; for a signal, 128 plus its number.
 * @throws {CommandError} If there is no store, or the file exists or cannot be written.
 */
export async function runExport(target: string | undefined, flags: ExportFlags): Promise<number> {
  const path = target === STANDARD_OUTPUT ? undefined : target;
  const location = getStoreLocation(flags.db);
  if (location === ":memory:") {
    throw new CommandError("--db cannot be :memory:, because a store in memory is empty. Name another store.");
  }
  const { customer } = flags;
  if (flags.salvage && customer !== undefined) {
    throw new CommandError("--customer is not for --salvage, which exports all that can be read.", 2);
  }
  const ending = createTerminationSignal();
  await convertDataErrors(async () => {
    if (flags.salvage) {
      const options = { ...flags, signal: ending };
      return await readStore(location, (store) => runSalvage(store, path, options), { inPlace: true });
    }
    await requireStore(location);
    await readStore(location, (store) => exportStore(store, path, flags, ending));
  });
  return ending.aborted ? toExitCode(ending.reason) : 0;
}

async function exportStore(
  location: string,
  path: string | undefined,
  flags: ExportFlags,
  ending: AbortSignal,
): Promise<void> {
  const start = new Date();
  const desk = await openDesk(location, {
    onMigrate: printProgress,
    onDamage: printProgress,
    inspect: true,
    lock: { onWait: printProgress },
  });
  try {
    const name = "standard output";
    if (path === undefined) {
      const summary = await exportTo(desk, Deno.stdout, {
        name,
        customer: flags.customer,
        meter: new ProgressMeter(ending),
        missing: (reason) => getStandardError().write(formatNote(reason)),
      });
      noteChanges(summary, start);
    } else noteChanges(await exportToFile(desk, path, flags, ending), start);
  } finally {
    await desk.close();
  }
}

async function exportToFile(
  desk: Desk,
  path: string,
  { force, quiet, customer }: ExportFlags,
  signal: AbortSignal,
): Promise<ExportSummary> {
  const summary = await writeExportFile(
    path,
    force,
    (sink) => writeTo(sink, desk, path, { quiet, signal, customer }),
  );
  if (summary.complete && !quiet) print(formatExportSummary(summary, path));
  return summary;
}

async function writeTo(
  sink: Sink,
  desk: Desk,
  name: string,
  { quiet, signal, customer }: { quiet: boolean; signal: AbortSignal; customer: string | undefined },
): Promise<ExportSummary> {
  const meter = new ProgressMeter(signal);
  using bar = new ProgressBar(getStandardError(), "Exporting", meter, { shown: !quiet });
  return await exportTo(desk, sink, { name, meter, customer, missing: (reason) => bar.print(formatNote(reason)) });
}

/** Notes that the desk changed during the export, and since when. */
function noteChanges({ changed, complete }: ExportSummary, start: Date): void {
  if (!changed || !complete) return;
  const since = `The desk has changed since the export began (${start.toISOString()}), so it mixes several moments.`;
  getStandardError().write(formatNote(`${since} For a consistent snapshot, back up the store and export the backup.`));
}

function formatNote(reason: string): string {
  return `note: ${toPrintable(reason)}\n`;
}
