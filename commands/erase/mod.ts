/** The parts of `support-mcp erase`. */

export { erasePreviewed } from "./erase_previewed.ts";
export { formatErased, formatIds, formatMentions, formatPreview, formatRemainder } from "./format_erasure.ts";
