import type { ToolAnnotations } from "@modelcontextprotocol/client";

/**
 * Before which tools a person is asked: `all`; `writes`, which are those that don't say that they only read;
 * `destructive`, which are those of them that don't say that they only add; `nothing`.
 */
export const APPROVAL_POLICIES = ["all", "writes", "destructive", "nothing"] as const;
export type ApprovalPolicy = (typeof APPROVAL_POLICIES)[number];

/**
 * Whether a person must say yes before a tool is used.
 *
 * @param annotations What its server says of it; what is left out counts as the worst (MCP, schema, "ToolAnnotations").
 */
export function needsApproval(policy: ApprovalPolicy, annotations: ToolAnnotations): boolean {
  if (policy === "nothing") return false;
  if (policy === "all") return true;
  if (annotations.readOnlyHint ?? false) return false;
  return policy === "writes" || (annotations.destructiveHint ?? true);
}
