import type { CallToolResult } from "@modelcontextprotocol/client";
import type { ToolCall } from "../approval/mod.ts";
import type { CallOutcome } from "../views/mod.ts";

/** The end of a tool call. */
export interface CallRecord {
  call: ToolCall;
  outcome: CallOutcome;
  /** The result, or the reason for the failure or refusal, in words. */
  text: string;
  /** The call failed, but may have taken effect. */
  isUncertain?: boolean;
  /** The tool's own result, if it returned one. */
  result?: CallToolResult;
}
