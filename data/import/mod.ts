export { importFrom } from "./import_from.ts";
export type { Count, ImportOptions, ImportSummary } from "./import_task.ts";
