/** Parts of the export: its file, damaged stores, and the summary. */

export { writeExportFile } from "./export_file.ts";
export { runSalvage } from "./salvage.ts";
export { formatExportSummary } from "./summary.ts";
