/** The texts of `support-mcp erase`. */

export { formatCounts, formatErased, formatRemainder } from "./format_erasure.ts";
