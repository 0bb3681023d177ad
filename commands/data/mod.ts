/** Shared by the commands for data: the store, errors, and the report of an import. */

export { convertDataErrors } from "./data_errors.ts";
export { getStoreLocation } from "./store_location.ts";
export { openAndUse, readDesk, useDesk } from "./use_desk.ts";
export { createOnAdd } from "./new_archive.ts";
export { formatRowMessage, formatSummary, isNothingImported } from "./import_report.ts";
