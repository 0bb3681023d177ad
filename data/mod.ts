/**
 * Data in and out: files of our own format, CSV, and exports of Zendesk; copies of a store. Works on a desk through its
 * public face alone.
 *
 * @module
 */

export { backUp, isThere, requireStore } from "./backup.ts";
export { CSV_FIELDS, type CsvField, type CsvOptions } from "./csv/columns.ts";
export { type ExportOptions, type ExportSummary, exportTo, type Sink } from "./export.ts";
export { DataFailure } from "./failure.ts";
export { importFrom } from "./import.ts";
export type { Count, ImportOptions, ImportSummary } from "./import_task.ts";
export { NewFile, type NewFileOptions } from "./new_file.ts";
export { type Format, FORMATS, type OpenOptions, openSource } from "./open.ts";
export { Meter } from "./reading/meter.ts";
export type { Place } from "./row.ts";
export type { Source } from "./source.ts";
