/**
 * Data in and out: files of our own format, CSV, and exports of Zendesk; copies of a store. Works on a desk through its
 * public face alone.
 *
 * @module
 */

export { backUp, requireStore, storeExists } from "./back_up.ts";
export { CSV_FIELDS, type CsvField, type CsvOptions } from "./csv/columns.ts";
export { type ExportOptions, type ExportSummary, exportTo, type Sink } from "./export_to.ts";
export { DataError } from "./files/errors.ts";
export { importFrom } from "./import/import_from.ts";
export type { Count, ImportOptions, ImportSummary } from "./import/import_task.ts";
export { NewFile, type NewFileOptions } from "./files/new_file.ts";
export { type Format, FORMATS, type OpenOptions, openSource } from "./open_source.ts";
export { ProgressMeter } from "./files/meter.ts";
export type { SourceLocation } from "./rows/row.ts";
export type { Source } from "./rows/source.ts";
