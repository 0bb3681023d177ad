import type { ToolAnnotations } from "@modelcontextprotocol/client";

/**
 * The tools that need approval: `all`; `writes`, which are those not declared read-only; `destructive`, which are those
 * writes that are not declared additive; `nothing`.
 */
export const APPROVAL_POLICIES = ["all", "writes", "destructive", "nothing"] as const;
export type ApprovalPolicy = (typeof APPROVAL_POLICIES)[number];

/**
 * Returns whether a tool needs approval.
 *
 * @param annotations The server's declaration. Missing members count as the worst case (MCP, schema, "ToolAnnotations").
 */
export function needsApproval(policy: ApprovalPolicy, annotations: ToolAnnotations): boolean {
  if (policy === "nothing") return false;
  if (policy === "all") return true;
  if (annotations.readOnlyHint ?? false) return false;
  return policy === "writes" || (annotations.destructiveHint ?? true);
}
