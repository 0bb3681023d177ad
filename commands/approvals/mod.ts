/** Approvals as the terminal shows them. */

export { formatApproval, formatApprovalRow, formatChange } from "./format_approval.ts";
export { formatGrant } from "./format_grant.ts";
