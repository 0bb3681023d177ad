/** Our own format, JSON Lines. */

export { exportLines } from "./export_lines.ts";
export { openJsonl } from "./source.ts";
