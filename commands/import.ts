/** `support-mcp import`: imports data, and reports what was added and rejected. */

import {
  CSV_FIELDS,
  type CsvOptions,
  type Format,
  FORMATS,
  importFrom,
  type ImportSummary,
  type ImportTarget,
  openSource,
  ProgressMeter,
  type Source,
  StandardInput,
} from "../data/mod.ts";
import { type Actor, type Desk, findNewStore, openDesk } from "../store/mod.ts";
import {
  convertDataErrors,
  createOnAdd,
  formatRowMessage,
  formatSummary,
  getStoreLocation,
  isNothingImported,
} from "./data/mod.ts";
import { CommandError, createTerminationSignal, toExitCode, version } from "./process/mod.ts";
import { describeChoices } from "./values/mod.ts";
import { getStandardError, print, printProgress, ProgressBar } from "./output/mod.ts";

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

/** The path that stands for standard input. */
const STANDARD_INPUT = "-";

const ACTOR: Actor = { kind: "system", name: "support-mcp import", version };

/**
 * Imports a file, a folder or standard input. Prints rejected rows to standard error with their line and the reason.
 *
 * @returns The exit code: 0 if the file was read to its end, or 1 if every row was rejected.
 * @throws {CommandError} If a flag is invalid, or the file or the store cannot be opened, read or written.
 */
export async function runImport(path: string, flags: ImportFlags): Promise<number> {
  const csv = { columns: parseFields("--map", flags.map), defaults: parseFields("--default", flags.defaults) };
  return await convertDataErrors(() =>
    path === STANDARD_INPUT ? importStandardInput(csv, flags) : importPath({ path, name: path }, csv, flags)
  );
}

async function importStandardInput(csv: CsvOptions, flags: ImportFlags): Promise<number> {
  const { format } = flags;
  if (format === undefined) {
    throw new CommandError(`--format is required for standard input. Use --format ${FORMATS.join("|")}.`, 2);
  }
  const ending = createTerminationSignal();
  await using input = await StandardInput.read(format === "csv" ? "csv" : "json", ending);
  if (ending.aborted) return toExitCode(ending.reason);
  try {
    return await importPath(input, csv, flags, ending);
  } catch (error) {
    throw input.convertError(error);
  }
}

/**
 * @param input.name The name of the path in the report.
 * @param started Ends the import (default: a signal that ends the process, from when the source is open).
 */
async function importPath(
  { path, name }: { path: string; name: string },
  csv: CsvOptions,
  flags: ImportFlags,
  started?: AbortSignal,
): Promise<number> {
  const location = getStoreLocation(flags.db);
  const isNew = await findNewStore(location, flags.db !== undefined) !== undefined;
  if (isNew) requireFields(csv, []);
  const source = await openSource(path, { csv, ...flags.format && { format: flags.format } });
  const ending = started ?? createTerminationSignal();
  const summary = await importInto({ location, isNew }, { source, name, csv }, flags, ending);
  return ending.aborted ? toExitCode(ending.reason) : isNothingImported(summary) ? 1 : 0;
}

async function importInto(
  { location, isNew }: { location: string; isNew: boolean },
  { source, name: path, csv }: { source: Source; name: string; csv: CsvOptions },
  { dryRun, quiet }: ImportFlags,
  ending: AbortSignal,
): Promise<ImportSummary> {
  await using desks = new AsyncDisposableStack();
  const open = async (place: string): Promise<Desk> => {
    const desk = await openDesk(place, { onMigrate: printProgress, inspect: true, lock: { onWait: printProgress } });
    desks.defer(() => desk.close());
    return desk;
  };
  const desk = await open(isNew ? ":memory:" : location);
  const start = performance.now();
  const fields = Object.keys((await desk.settings.read()).fields);
  requireFields(csv, fields);
  const archive = dryRun
    ? desk.archive.dryRun()
    : isNew
    ? createOnAdd(() => desk.archive.dryRun(), async () => (await open(location)).archive)
    : desk.archive;
  const summary = await importRows(source, { archive, fields }, ending, quiet);
  const seconds = (performance.now() - start) / 1000;
  const columns = source.describeColumns?.(fields);
  if (!quiet) print(formatSummary(summary, { path, source, columns, location, seconds, dryRun }));
  return summary;
}

async function importRows(
  source: Source,
  { archive, fields }: { archive: ImportTarget; fields: readonly string[] },
  ending: AbortSignal,
  quiet: boolean,
): Promise<ImportSummary> {
  const meter = new ProgressMeter(ending);
  using bar = new ProgressBar(getStandardError(), "Importing", meter, { shown: !quiet });
  return await importFrom(source, archive, {
    by: ACTOR,
    meter,
    customFields: fields,
    onRefused: (place, reason) => bar.print(formatRowMessage(place, "rejected", reason)),
    onRemark: (place, text) => quiet || bar.print(formatRowMessage(place, "note", text)),
  });
}

/** @throws {CommandError} If an item is not a name, an equals sign and text. */
function parseFields(flag: string, items: readonly string[]): Map<string, string> {
  return new Map(items.map((item) => {
    const [name = "", ...value] = item.split("=");
    const given = name.trim().replace(/^custom\./i, "");
    const field = CSV_FIELDS.find((field) => field === given.toLowerCase()) ?? given.normalize("NFC");
    if (field === "") throw new CommandError(`${flag} is invalid: "${item}". Use FIELD=VALUE.`, 2);
    if (value.length === 0) throw new CommandError(`${flag} is invalid: "${item}". Use ${field}=VALUE.`, 2);
    return [field, value.join("=").trim()];
  }));
}

/**
 * @param custom The names of the desk's custom fields.
 * @throws {CommandError} If a flag names a field that is neither one of CSV nor a custom one.
 */
function requireFields({ columns, defaults }: CsvOptions, custom: readonly string[]): void {
  const known = new Set([...CSV_FIELDS, ...custom].map((name) => name.toLowerCase()));
  for (const [flag, names] of [["--map", columns.keys()], ["--default", defaults.keys()]] as const) {
    const unknown = names.find((name) => !known.has(name.toLowerCase()));
    if (unknown === undefined) continue;
    const choices = describeChoices(unknown, [...CSV_FIELDS, ...custom]);
    throw new CommandError(
      `${flag} is invalid: "${unknown}" is neither a field nor a custom field of this desk. ${choices}.`,
      2,
    );
  }
}
