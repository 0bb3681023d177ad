/** Importing the rows of any source into a desk. */

export { importFrom } from "./import_from.ts";
export type { Count, ImportOptions, ImportSummary, ImportTarget } from "./import_task.ts";
