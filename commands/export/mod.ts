/** Parts of the export: damaged stores, and the summary. */

export { runSalvage } from "./salvage.ts";
export { formatExportSummary } from "./summary.ts";
