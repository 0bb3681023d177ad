export {
  createApproval,
  decideApproval,
  expireApproval,
  formatApprovalId,
  MAX_PENDING_APPROVALS,
  parseApprovalId,
  requireNotDecided,
  toApprovalNotFound,
  toApprovalRecord,
  toTooManyPending,
} from "./approval.ts";
export { parseFrozenChange } from "./frozen_change.ts";
