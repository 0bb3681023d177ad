/** Where results and failures of the desk become MCP's. */

import type { CallToolResult } from "@modelcontextprotocol/server";
import { DeskError } from "../../../store/mod.ts";
import { RPC_CODES, RpcError } from "../errors.ts";

/** A tool's answer: a short text, and the same as structured content. */
export function createToolResult(text: string, structuredContent: Record<string, unknown>): CallToolResult {
  return { content: [{ type: "text", text }], structuredContent };
}

/**
 * A tool's failure, which the model sees (MCP, server/tools, "Error Handling").
 *
 * @throws The error itself when it is no failure of the desk, but a fault of ours.
 */
export function toToolFailure(error: unknown): CallToolResult {
  if (!(error instanceof DeskError)) throw error;
  return { content: [{ type: "text", text: error.message }], isError: true };
}

/** A resource or prompt that can't be given: -32602 with the URI (MCP, server/resources, "Error Handling"). */
export function toReadError(error: unknown, uri: string): unknown {
  if (!(error instanceof DeskError)) return error;
  const code = error.code === "unavailable" ? RPC_CODES.internalError : RPC_CODES.invalidParams;
  return new RpcError(code, error.message, { uri });
}
