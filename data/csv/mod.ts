export { openCsv } from "./source.ts";
export { openTable } from "./table.ts";
