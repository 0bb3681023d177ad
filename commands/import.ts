/** What `support-mcp import` does: takes data in, and says what became of it. */

import {
  CSV_FIELDS,
  type CsvField,
  type Format,
  importFrom,
  type ImportSummary,
  openSource,
  ProgressMeter,
  type Source,
  storeExists,
} from "../data/mod.ts";
import { type Actor, type Archive, getDefaultLocation, openDesk } from "../store/mod.ts";
import { convertDataErrors } from "./data/data_errors.ts";
import { CommandError } from "./command_error.ts";
import { formatRowMessage, formatSummary } from "./data/import_report.ts";
import { getStandardError, ProgressBar } from "./output/progress_bar.ts";
import { openTerminal } from "./terminal.ts";
import { createTerminationSignal, toExitCode } from "./signals/termination.ts";
import { version } from "./version.ts";

export type { Format };

export interface ImportFlags {
  db: string | undefined;
  format: Format | undefined;
  /** Each `FIELD=COLUMN`. */
  map: readonly string[];
  /** Each `FIELD=VALUE`. */
  defaults: readonly string[];
  dryRun: boolean;
  quiet: boolean;
}

const ACTOR: Actor = { kind: "system", name: "support-mcp import", version };

/**
 * Takes in what a file or folder holds. Refused rows go to standard error with their lines and reasons.
 *
 * @returns The exit code: 0 when it was read to its end, whatever was refused; 1 when nothing at all could be taken.
 * @throws {CommandError} When a flag is wrong, or the file or the store can't be opened, read or written.
 */
export async function runImport(path: string, flags: ImportFlags): Promise<number> {
  const csv = { columns: parseFields("--map", flags.map), defaults: parseFields("--default", flags.defaults) };
  return await convertDataErrors(async () => {
    const source = await openSource(path, { csv, ...flags.format && { format: flags.format } });
    const ending = createTerminationSignal();
    const summary = await importInto(flags.db ?? getDefaultLocation(), source, path, flags, ending);
    return ending.aborted ? toExitCode(ending.reason) : isNothingImported(summary) ? 1 : 0;
  });
}

async function importInto(
  location: string,
  source: Source,
  path: string,
  { dryRun, quiet }: ImportFlags,
  ending: AbortSignal,
): Promise<ImportSummary> {
  // A desk that isn't there is an empty one, and a rehearsal makes none.
  const desk = await openDesk(dryRun && !await storeExists(location) ? ":memory:" : location);
  const start = performance.now();
  try {
    const summary = await importRows(source, dryRun ? desk.archive.dryRun() : desk.archive, ending, quiet);
    const seconds = (performance.now() - start) / 1000;
    const { stdout } = openTerminal().process;
    if (!quiet) stdout.write(formatSummary(summary, { path, source, location, seconds, dryRun }));
    return summary;
  } finally {
    await desk.close();
  }
}

async function importRows(
  source: Source,
  archive: Archive,
  ending: AbortSignal,
  quiet: boolean,
): Promise<ImportSummary> {
  const meter = new ProgressMeter(ending);
  using bar = new ProgressBar(getStandardError(), "Importing", meter, { shown: !quiet });
  return await importFrom(source, archive, {
    by: ACTOR,
    meter,
    onRefused: (place, reason) => bar.print(formatRowMessage(place, "refused", reason)),
    onRemark: (place, text) => quiet || bar.print(formatRowMessage(place, "note", text)),
  });
}

/** @throws {CommandError} For what isn't a field, an equals sign and a text. */
function parseFields(flag: string, items: readonly string[]): Map<CsvField, string> {
  return new Map(items.map((item) => {
    const [name, ...value] = item.split("=");
    const field = CSV_FIELDS.find((field) => field === name?.trim());
    if (field !== undefined && value.length > 0) return [field, value.join("=").trim()];
    const problem = field === undefined ? `${name} is no field` : `${field} needs a value, as in ${field}=…`;
    throw new CommandError(`${flag} can't be ${item}: ${problem}. The fields are ${CSV_FIELDS.join(", ")}.`, 2);
  }));
}

function isNothingImported({ tickets, customers, attachments, refused }: ImportSummary): boolean {
  const taken = [tickets, customers, attachments].some(({ added, existing }) => added + existing > 0);
  return refused > 0 && !taken;
}
