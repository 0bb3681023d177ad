/** Import from CSV. */

export { openCsv } from "./source.ts";
export { openTable } from "./table.ts";
