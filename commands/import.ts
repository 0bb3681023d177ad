/** What `support-mcp import` does: takes data in, and says what became of it. */

import {
  CSV_FIELDS,
  type CsvField,
  type Format,
  importFrom,
  type ImportSummary,
  isThere,
  Meter,
  openSource,
  type Source,
} from "../data/mod.ts";
import { type Actor, type Archive, defaultLocation, openDesk } from "../store/mod.ts";
import { orFailure } from "./data_failure.ts";
import { Failure } from "./failure.ts";
import { placeLine, summaryLines } from "./import_report.ts";
import { ProgressBar, standardError } from "./progress_bar.ts";
import { terminal } from "./terminal.ts";
import { exitCodeOf, termination } from "./termination.ts";
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

const BY: Actor = { kind: "system", name: "support-mcp import", version };

/**
 * Takes in what a file or folder holds. Refused rows go to standard error with their lines and reasons.
 *
 * @returns The exit code: 0 when it was read to its end, whatever was refused; 1 when nothing at all could be taken.
 * @throws {Failure} When a flag is wrong, or the file or the store can't be opened, read or written.
 */
export async function runImport(path: string, flags: ImportFlags): Promise<number> {
  const csv = { columns: fieldsOf("--map", flags.map), defaults: fieldsOf("--default", flags.defaults) };
  return await orFailure(async () => {
    const source = await openSource(path, { csv, ...flags.format && { format: flags.format } });
    const ending = termination();
    const summary = await putInto(flags.db ?? defaultLocation(), source, path, flags, ending);
    return ending.aborted ? exitCodeOf(ending.reason) : nothingWasTaken(summary) ? 1 : 0;
  });
}

async function putInto(
  location: string,
  source: Source,
  path: string,
  { dryRun, quiet }: ImportFlags,
  ending: AbortSignal,
): Promise<ImportSummary> {
  // A desk that isn't there is an empty one, and a rehearsal makes none.
  const desk = await openDesk(dryRun && !await isThere(location) ? ":memory:" : location);
  const start = performance.now();
  try {
    const summary = await putRows(source, dryRun ? desk.archive.rehearsal() : desk.archive, ending, quiet);
    const seconds = (performance.now() - start) / 1000;
    const { stdout } = terminal().process;
    if (!quiet) stdout.write(summaryLines(summary, { path, source, location, seconds, dryRun }));
    return summary;
  } finally {
    await desk.close();
  }
}

async function putRows(source: Source, archive: Archive, ending: AbortSignal, quiet: boolean): Promise<ImportSummary> {
  const meter = new Meter(ending);
  using bar = new ProgressBar(standardError(), "Importing", meter, { shown: !quiet });
  return await importFrom(source, archive, {
    by: BY,
    meter,
    refused: (place, reason) => bar.print(placeLine(place, "refused", reason)),
    remarked: (place, text) => quiet || bar.print(placeLine(place, "note", text)),
  });
}

/** @throws {Failure} For what isn't a field, an equals sign and a text. */
function fieldsOf(flag: string, items: readonly string[]): Map<CsvField, string> {
  return new Map(items.map((item) => {
    const [name, ...value] = item.split("=");
    const field = CSV_FIELDS.find((field) => field === name?.trim());
    if (field !== undefined && value.length > 0) return [field, value.join("=").trim()];
    const problem = field === undefined ? `${name} is no field` : `${field} needs a value, as in ${field}=…`;
    throw new Failure(`${flag} can't be ${item}: ${problem}. The fields are ${CSV_FIELDS.join(", ")}.`, 2);
  }));
}

function nothingWasTaken({ tickets, customers, attachments, refused }: ImportSummary): boolean {
  const taken = [tickets, customers, attachments].some(({ added, existing }) => added + existing > 0);
  return refused > 0 && !taken;
}
