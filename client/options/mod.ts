/** Option values of the agent. Imports nothing, so that the command line can load it at start-up. */

export {
  APPROVAL_POLICIES,
  type ApprovalPolicy,
  isKnownToRead,
  needsApproval,
  type ToolDeclaration,
} from "./approval_policy.ts";
export { getNegotiationOptions, type Protocol, PROTOCOLS } from "./protocol.ts";
