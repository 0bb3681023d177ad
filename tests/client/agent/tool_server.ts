import { type CallToolResult, McpServer, type ServerContext, type ToolAnnotations } from "@modelcontextprotocol/server";
import * as z from "zod";

type Answer = CallToolResult | string;

/** A tool of a test server. */
export interface TestTool {
  annotations?: ToolAnnotations;
  description?: string;
  input?: z.ZodObject;
  use(args: Record<string, unknown>, context: ServerContext): Answer | Promise<Answer>;
}

/** Creates a server with tools that return text. */
export function createToolServer(tools: Record<string, TestTool>, options: { instructions?: string } = {}): McpServer {
  const mcp = new McpServer({ name: "test-tools", version: "1.0.0" }, {
    capabilities: { tools: { listChanged: true } },
    ...options,
  });
  for (const [name, tool] of Object.entries(tools)) addTool(mcp, name, tool);
  return mcp;
}

/** Adds a tool to a server, which notifies its clients. */
export function addTool(mcp: McpServer, name: string, tool: TestTool): void {
  const { annotations, description = name, input = z.looseObject({}), use } = tool;
  const config = { description, inputSchema: input, ...annotations && { annotations } };
  mcp.registerTool(name, config, async (args, context) => {
    const result = await use(args, context);
    return typeof result === "string" ? { content: [{ type: "text", text: result }] } : result;
  });
}

export const READS: ToolAnnotations = { readOnlyHint: true };
export const ADDS: ToolAnnotations = { readOnlyHint: false, destructiveHint: false };
