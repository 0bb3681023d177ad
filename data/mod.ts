/**
 * Data in and out: files of our own format, CSV, and exports of Zendesk; copies of a store. Works on a desk through its
 * public face alone.
 *
 * @module
 */

export { backUp, requireStore, storeExists } from "./back_up.ts";
export { CSV_FIELDS, type CsvField, type CsvOptions, type Source, type SourceLocation } from "./rows/mod.ts";
export { type ExportOptions, type ExportSummary, exportTo, type Sink } from "./export_to.ts";
export { DataError, NewFile, type NewFileOptions, ProgressMeter } from "./files/mod.ts";
export { type Count, importFrom, type ImportOptions, type ImportSummary } from "./import/mod.ts";
export { type Format, FORMATS, type OpenOptions, openSource } from "./open_source.ts";
