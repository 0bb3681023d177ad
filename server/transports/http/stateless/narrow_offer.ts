import { matchesUriTemplate } from "../../../protocol/calls/uri_template.ts";
import { filterTools, type ServerOptions } from "../../../protocol/sdk/create_server.ts";

/**
 * As much of a server as one request needs. Without sessions each request gets a server of its own, and most of the time
 * would go into offering what nobody asked for.
 *
 * @param headers The request's, which the SDK has compared with its body (MCP 2026-07-28, basic/transports, "Mcp-Method").
 */
export function narrowOffer(options: ServerOptions, headers: Headers): ServerOptions {
  const { tools: _, ...rest } = options;
  const { definition } = options;
  const name = headers.get("mcp-name");
  switch (headers.get("mcp-method")) {
    case "tools/call": {
      const tools = filterTools(options).filter((tool) => tool.name === name);
      return { ...rest, definition: { ...definition, tools, resources: [], prompts: [] } };
    }
    case "resources/read": {
      const resources = definition.resources.filter(({ uri }) => matchesUriTemplate(uri, name ?? ""));
      return { ...rest, definition: { ...definition, resources, tools: [], prompts: [] } };
    }
    default:
      return options;
  }
}
