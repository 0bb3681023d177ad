/** Converts results and errors of the desk to those of MCP. */

import type { CallToolResult } from "@modelcontextprotocol/server";
import { type Failure, FAILURE_MEMBER } from "../../../base/failures/failure.ts";
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

const CHECK_NUMBER = "Check the number, or search for the ticket.";

/**
 * Converts an error of the desk to a tool's error result, which the model sees (MCP, server/tools, "Error Handling").
 *
 * @throws The error itself if it does not come from the desk.
 */
export function toToolFailure(error: unknown, metadata?: Record<string, unknown>): CallToolResult {
  if (!(error instanceof DeskError)) throw error;
  const text = isUnknownTicket(error) ? `${error.message} ${CHECK_NUMBER}` : error.message;
  const _meta = { ...metadata, [FAILURE_MEMBER]: toFailure(error) };
  return { _meta, content: [{ type: "text", text }], isError: true };
}

/** The article has no more to say about an unknown ticket, and its own tools and resources keep its words. */
function isUnknownTicket({ reasons: [reason], message }: DeskError): boolean {
  return reason?.code === "ticket_not_found" && message.endsWith(" not found.");
}

/** Returns the part of a failure that programs read. */
export function toFailure({ code, reasons }: Failure): Failure {
  return { code, reasons };
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
