/**
 * Import from our own format, CSV and Zendesk; export; backups. Uses a desk only through its public interface.
 *
 * @module
 */

export { backUp, findDamage, requireStore, restore, type RestoreSummary, storeExists } from "./backup/mod.ts";
export { check, type Finding, repair, type SalvageSummary, salvageTo, type StoreCheck } from "./check/mod.ts";
export {
  CSV_FIELDS,
  type CsvField,
  type CsvOptions,
  type Source,
  type SourceLocation,
  type TableColumns,
} from "./rows/mod.ts";
export { type ExportOptions, type ExportSummary, exportTo, type Sink } from "./export_to.ts";
export {
  DataError,
  GzipSink,
  NewFile,
  type NewFileOptions,
  ProgressMeter,
  StandardInput,
  toDataError,
} from "./files/mod.ts";
export { type Count, importFrom, type ImportOptions, type ImportSummary, type ImportTarget } from "./import/mod.ts";
export { exportFolder, type FolderOutcome, OUTCOMES, syncFolder, type SyncOptions } from "./knowledge/mod.ts";
export { type Format, FORMATS, type OpenOptions, openSource } from "./open_source.ts";
