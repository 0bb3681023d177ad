/** Servers' tools, as a model is offered them. */

import type { CallToolResult, Tool } from "@modelcontextprotocol/client";
import * as z from "zod";
import { parseAnswer, textOfResult as firstText } from "../desk_answers.ts";
import type { ModelTool } from "../models/model.ts";
import type { AgentServer } from "./agent_server.ts";
import type { Offer } from "./offer.ts";
import { textOfResult } from "./result_text.ts";

/**
 * Offers a server's tool.
 *
 * @param name What the model calls it.
 */
export function offerOf(server: AgentServer, tool: Tool, name: string): Offer {
  return {
    tool: { name, description: tool.description ?? tool.title ?? tool.name, inputSchema: schemaOf(tool) },
    server: server.name,
    name: tool.name,
    title: tool.title ?? tool.annotations?.title ?? tool.name,
    annotations: tool.annotations ?? {},
    async use(args, signal) {
      const result = await server.connection.call(tool.name, args, signal);
      const text = textOfResult(result) || "It gave no text.";
      return { done: succeeded(result), text, from: server.marksText ? null : server.name, result };
    },
  };
}

/** Without what some providers refuse: they know no `$schema`, and want an object to say what is in it. */
function schemaOf({ inputSchema: { $schema: _, ...schema } }: Tool): ModelTool["inputSchema"] {
  return { properties: {}, ...schema } as ModelTool["inputSchema"];
}

const refusal = z.object({ success: z.literal(false) });

/** Servers of the article's shape tell a failure by `success: false` alone. */
function succeeded(result: CallToolResult): boolean {
  return !result.isError && parseAnswer(firstText(result), refusal) === undefined;
}
