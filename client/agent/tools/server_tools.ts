import type { CallToolResult, Tool } from "@modelcontextprotocol/client";
import * as z from "zod";
import { getResultText, parseJsonAs, readCallSubject } from "../../desk/mod.ts";
import type { ModelTool } from "../../models/mod.ts";
import type { AgentServer } from "../servers/mod.ts";
import type { OfferedTool } from "./offered_tool.ts";
import { formatResult } from "./result_text.ts";

/**
 * Offers a server's tool to the model.
 *
 * @param name The name by which the model knows it.
 */
export function toOfferedTool(server: AgentServer, tool: Tool, name: string): OfferedTool {
  return {
    definition: { name, description: tool.description ?? tool.title ?? tool.name, inputSchema: toInputSchema(tool) },
    server: server.name,
    name: tool.name,
    title: tool.title ?? tool.annotations?.title ?? tool.name,
    annotations: tool.annotations ?? {},
    isTrusted: server.isTrusted,
    ...server.isTrusted && { readSubject: (args) => readCallSubject(server.connection, args) },
    async use(args, signal) {
      const result = await server.connection.call(tool.name, args, signal);
      const text = formatResult(result) || "The tool returned no text.";
      return { done: isSuccess(result), text, from: server.marksUntrustedText ? null : server.name, result };
    },
  };
}

/** Adapts a schema to the providers: some reject `$schema`, and some require `properties`. */
function toInputSchema({ inputSchema: { $schema: _, ...schema } }: Tool): ModelTool["inputSchema"] {
  return { properties: {}, ...schema } as ModelTool["inputSchema"];
}

const reportedFailure = z.object({ success: z.literal(false) });

/** Servers like the article's report a failure only as `success: false`. */
function isSuccess(result: CallToolResult): boolean {
  return !result.isError && parseJsonAs(getResultText(result), reportedFailure) === undefined;
}
