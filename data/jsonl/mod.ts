/** Our own format, JSON Lines. */

export { exportCustomerLines, type ExportedLine, exportLines, salvageLines } from "./export_lines.ts";
export { openJsonl } from "./source.ts";
