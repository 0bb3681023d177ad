/** Changes of many tickets: the parts that their tools share. */

export { requireBulkApproval } from "./approval.ts";
export { formatBulkResult, toBulkResult, toPreview } from "./result.ts";
export { selectTickets } from "./select_tickets.ts";
