/** Importing the rows of any source into a desk. */

export { importFrom } from "./import_from.ts";
export type { Count, ImportOptions, ImportSummary } from "./import_task.ts";
