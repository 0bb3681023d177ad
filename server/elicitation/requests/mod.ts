/**
 * Requests that a tool may send to the client: elicitation, sampling and roots. Nothing here imports the SDK at run time, so
 * that the fast path can run tools without it.
 *
 * @module
 */

export type {
  ApprovalRequest,
  ClientRequests,
  FormRequest,
  FormResult,
  SamplingRequest,
  SamplingResult,
} from "./client_requests.ts";
export {
  type ClientAbilities,
  type ClientRequest,
  createClientRequests,
  type SendClientRequest,
  type SettleAnswer,
} from "./create_client_requests.ts";
export { createChoice } from "./form.ts";
export { quoteOutsideText, toVisibleAddress } from "./outside_text.ts";
export { type ChangeToApprove, requireApproval, toBaseRevision } from "./require_approval.ts";
