/** Servers' tools, as a model is offered them. */

import type { CallToolResult, Tool } from "@modelcontextprotocol/client";
import * as z from "zod";
import { getResultText as firstText, parseJsonAs } from "../../desk/mod.ts";
import type { ModelTool } from "../../models/mod.ts";
import type { AgentServer } from "../servers/mod.ts";
import type { OfferedTool } from "./offered_tool.ts";
import { formatResult } from "./result_text.ts";

/**
 * Offers a server's tool.
 *
 * @param name What the model calls it.
 */
export function toOfferedTool(server: AgentServer, tool: Tool, name: string): OfferedTool {
  return {
    definition: { name, description: tool.description ?? tool.title ?? tool.name, inputSchema: toInputSchema(tool) },
    server: server.name,
    name: tool.name,
    title: tool.title ?? tool.annotations?.title ?? tool.name,
    annotations: tool.annotations ?? {},
    async use(args, signal) {
      const result = await server.connection.call(tool.name, args, signal);
      const text = formatResult(result) || "It gave no text.";
      return { done: isSuccess(result), text, from: server.marksUntrustedText ? null : server.name, result };
    },
  };
}

/** Without what some providers refuse: they know no `$schema`, and want an object to say what is in it. */
function toInputSchema({ inputSchema: { $schema: _, ...schema } }: Tool): ModelTool["inputSchema"] {
  return { properties: {}, ...schema } as ModelTool["inputSchema"];
}

const reportedFailure = z.object({ success: z.literal(false) });

/** Servers of the article's shape tell a failure by `success: false` alone. */
function isSuccess(result: CallToolResult): boolean {
  return !result.isError && parseJsonAs(firstText(result), reportedFailure) === undefined;
}
