/** Reports in the forms that people and programs read. */

export { formatBars } from "./format_bars.ts";
export { formatCsv } from "./format_csv.ts";
export { formatTable } from "./format_table.ts";
