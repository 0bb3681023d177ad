/** Shared by the commands for data: errors, and the report of an import. */

export { convertDataErrors } from "./data_errors.ts";
export { formatRowMessage, formatSummary, isNothingImported } from "./import_report.ts";
