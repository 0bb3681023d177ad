/** What the commands for data in and out share. */

export { convertDataErrors } from "./data_errors.ts";
export { formatRowMessage, formatSummary } from "./import_report.ts";
