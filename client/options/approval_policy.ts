import type { ToolAnnotations } from "@modelcontextprotocol/client";

/**
 * The tools that need approval: `all`; `writes`, which are those not declared read-only; `destructive`, which are those
 * writes that are not declared additive; `nothing`. Only declarations of trusted servers count.
 */
export const APPROVAL_POLICIES = ["all", "writes", "destructive", "nothing"] as const;
export type ApprovalPolicy = (typeof APPROVAL_POLICIES)[number];

/** The declaration of a server about a tool, which counts only if the server is trusted. */
export interface ToolDeclaration {
  /** Missing members count as the worst case (MCP, schema, "ToolAnnotations"). */
  annotations: ToolAnnotations;
  /** Without trust, the declaration counts for nothing. */
  isTrusted: boolean;
}

/** Returns whether a tool needs approval. */
export function needsApproval(policy: ApprovalPolicy, declaration: ToolDeclaration): boolean {
  if (policy === "nothing") return false;
  if (policy === "all") return true;
  if (isKnownToRead(declaration)) return false;
  const { annotations, isTrusted } = declaration;
  return policy === "writes" || !isTrusted || (annotations.destructiveHint ?? true);
}

/** Returns whether a trusted server declares that the tool changes nothing. */
export function isKnownToRead({ annotations, isTrusted }: ToolDeclaration): boolean {
  return isTrusted && (annotations.readOnlyHint ?? false);
}
