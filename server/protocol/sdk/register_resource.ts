/** Registers resources with the SDK's server. */

import { ResourceTemplate } from "@modelcontextprotocol/server";
import type { ResourceDefinition } from "../../definitions/mod.ts";
import { readResource } from "../calls/mod.ts";
import type { RegistrationContext } from "../server_options.ts";
import { toCompleter } from "./to_completer.ts";

/** Registers a resource, or a template if its URI has variables. */
export function registerResource(resource: ResourceDefinition, context: RegistrationContext): void {
  const { name, title, description, uri, mimeType } = resource;
  const metadata = { title, description, ...mimeType !== undefined && { mimeType } };
  if (!uri.includes("{")) {
    context.mcp.registerResource(name, uri, metadata, (url) => readResource(resource, url.href, {}, context.desk));
    return;
  }
  const complete = Object.fromEntries(
    Object.entries(resource.complete ?? {}).map(([variable, values]) => [variable, toCompleter(values, context)]),
  );
  const template = new ResourceTemplate(uri, { list: undefined, complete });
  context.mcp.registerResource(
    name,
    template,
    metadata,
    (url, variables) => readResource(resource, url.href, decodeVariables(variables), context.desk),
  );
}

function decodeVariables(variables: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, decodeURIComponent(String(value))]),
  );
}
