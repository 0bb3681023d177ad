import { matchesUriTemplate } from "../calls/mod.ts";
import type { ServerOptions } from "../server_options.ts";
import { filterTools } from "../tool_filter.ts";

/**
 * Reduces a server to what one request needs. Each stateless request gets a new server, and registering the rest would
 * take most of the time.
 *
 * @param headers The headers of the request, which the SDK has compared with its body (MCP 2026-07-28, basic/transports,
 * "Mcp-Method").
 */
export function narrowServer(options: ServerOptions, headers: Headers): ServerOptions {
  const { tools: _, ...rest } = options;
  const { definition } = options;
  const name = decodeHeader(headers.get("mcp-name"));
  switch (headers.get("mcp-method")) {
    case "tools/call": {
      const offered = filterTools(options);
      const tools = offered.filter((tool) => tool.name === name);
      const names = new Set(offered.map((tool) => tool.name));
      return { ...rest, offered: names, definition: { ...definition, tools, resources: [], prompts: [] } };
    }
    case "resources/read": {
      const matching = definition.resources.filter(({ uri }) => matchesUriTemplate(uri, name ?? ""));
      // Without any resource, the SDK would not know the method.
      const resources = matching.length > 0 ? matching : definition.resources;
      return { ...rest, definition: { ...definition, resources, tools: [], prompts: [] } };
    }
    default:
      return options;
  }
}

const BASE64 = /^=\?base64\?([A-Za-z0-9+/]*={0,2})\?=$/;

/** Decodes a header whose value is not plain ASCII (MCP 2026-07-28, basic/transports, "Value Encoding"). */
function decodeHeader(value: string | null): string | null {
  const encoded = value === null ? undefined : BASE64.exec(value)?.[1];
  if (encoded === undefined) return value;
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)));
  } catch {
    return value; // the SDK rejects it
  }
}
