/** The lists of tools and resources, which differ from those of the SDK where MCP Apps are concerned. */

import type { McpServer } from "@modelcontextprotocol/server";
import { listTools } from "../../../apps/mod.ts";
import type { ResourceDefinition, ToolDefinition } from "../../../definitions/mod.ts";
import { toCaller } from "./caller.ts";
import { toResourceMetadata } from "./register_resource.ts";
import { getToolConfig } from "./register_tool.ts";
import type { SharedSchema } from "./shared_schema.ts";

/**
 * Replaces the SDK's list of tools, since only clients that show the page get the tools for it, and the list of resources if
 * some are not listed.
 */
export function registerLists(
  mcp: McpServer,
  tools: readonly ToolDefinition[],
  resources: readonly ResourceDefinition[],
): void {
  mcp.server.setRequestHandler("tools/list", (_request, context) => ({
    tools: listTools(tools.map(toEntry), toCaller(context, mcp).hasApps, (listed, _meta) => ({ ...listed, _meta })),
  }));
  if (resources.every(({ isListed }) => isListed !== false)) return;
  const listed = resources.filter(({ uri, isListed }) => isListed !== false && !uri.includes("{"));
  mcp.server.setRequestHandler("resources/list", () => ({
    resources: listed.map((resource) => ({ uri: resource.uri, name: resource.name, ...toResourceMetadata(resource) })),
  }));
}

function toEntry(tool: ToolDefinition) {
  const { title, description, inputSchema, outputSchema, annotations } = getToolConfig(tool);
  const listed = {
    ...{ name: tool.name, title, description },
    inputSchema: toJsonSchema(inputSchema, "input"),
    annotations,
    ...outputSchema && { outputSchema: toJsonSchema(outputSchema, "output") },
  };
  return { listed, app: tool.app };
}

/** The schemas are objects. The SDK asks for the same dialect. */
function toJsonSchema({ "~standard": { jsonSchema } }: SharedSchema, form: "input" | "output") {
  return { type: "object" as const, ...jsonSchema[form]({ target: "draft-2020-12" }) };
}
