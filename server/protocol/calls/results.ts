/** Converts results and errors of the desk to those of MCP. */

import type { CallToolResult } from "@modelcontextprotocol/server";
import { DeskError } from "../../../store/mod.ts";
import type { ToolOutput } from "../../definitions/mod.ts";
import { RPC_CODES, RpcError, toUriData } from "../messages/mod.ts";

/** Creates a tool's result in both forms: text and structured content. */
export function createToolResult(
  { text, structuredContent, blocks = [] }: ToolOutput,
  metadata?: Record<string, unknown>,
): CallToolResult {
  return {
    ...metadata && { _meta: metadata }, // first, as the SDK puts it
    content: [{ type: "text", text }, ...blocks],
    ...structuredContent && { structuredContent },
  };
}

/** The article's words for an unknown ticket, which its own tools and resources keep as they are. */
const UNKNOWN_TICKET = /^Ticket #\S+ not found\.$/;
const CHECK_NUMBER = "Check the number, or search for the ticket.";

/**
 * Converts an error of the desk to a tool's error result, which the model sees (MCP, server/tools, "Error Handling").
 *
 * @throws The error itself if it does not come from the desk.
 */
export function toToolFailure(error: unknown, metadata?: Record<string, unknown>): CallToolResult {
  if (!(error instanceof DeskError)) throw error;
  const text = UNKNOWN_TICKET.test(error.message) ? `${error.message} ${CHECK_NUMBER}` : error.message;
  return { ...metadata && { _meta: metadata }, content: [{ type: "text", text }], isError: true };
}

/**
 * Converts an error of the desk to a protocol error with the URI of the resource (MCP, server/resources, "Error
 * Handling"). Other errors are returned unchanged.
 *
 * @param uri Undefined for a prompt, which has none.
 */
export function toReadError(error: unknown, uri?: string): unknown {
  if (!(error instanceof DeskError)) return error;
  const code = error.code === "unavailable" ? RPC_CODES.internalError : RPC_CODES.invalidParams;
  return new RpcError(code, error.message, uri === undefined ? undefined : toUriData(uri));
}
