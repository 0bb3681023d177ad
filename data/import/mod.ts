/** Importing the rows of any source into a desk. */

export { importFrom } from "./import_from.ts";
export type { Count, ImportSummary } from "./import_summary.ts";
export type { ImportOptions, ImportTarget } from "./import_task.ts";
