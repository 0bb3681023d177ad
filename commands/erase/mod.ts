/** The parts of `support-mcp erase`. */

export { erasePreviewed } from "./erase_previewed.ts";
export { formatCounts, formatErased, formatRemainder } from "./format_erasure.ts";
