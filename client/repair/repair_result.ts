import { dropNulls, dropNullsIn } from "./drop_nulls.ts";
import { repairCallResult, repairPromptResult, repairReadResult } from "./repair_content.ts";
import { isListMethod, type LeftOutItem, repairList } from "./repair_items.ts";

/** A result as the SDK accepts it, and what it had to lose for that. */
export interface RepairedResult {
  result: Record<string, unknown>;
  leftOut: LeftOutItem[];
}

/**
 * Repairs a result of a server: null for an absent member, items of lists that cannot be used, and contents of unknown
 * types. What cannot be repaired stays unchanged, and the SDK rejects it.
 *
 * @param method The method of the request.
 */
export function repairResult(method: string, result: Record<string, unknown>): RepairedResult {
  const { structuredContent, ...rest } = result; // may be null in later revisions
  const present = { ...dropNulls(rest), ...structuredContent !== undefined && { structuredContent } };
  if (isListMethod(method)) return repairList(method, present);
  return { result: repair(method, present), leftOut: [] };
}

function repair(method: string, result: Record<string, unknown>): Record<string, unknown> {
  switch (method) {
    case "tools/call":
      return isFinal(result) ? repairCallResult(result) : result;
    case "prompts/get":
      return repairPromptResult(result);
    case "resources/read":
      return repairReadResult(result);
    case "initialize":
    case "server/discover":
      return dropNullsIn(result, ["capabilities", "serverInfo"]);
    default:
      return result;
  }
}

/** Returns whether a call has ended: in stateless revisions its result may ask for input instead. */
function isFinal({ resultType }: Record<string, unknown>): boolean {
  return resultType === undefined || resultType === "complete";
}
