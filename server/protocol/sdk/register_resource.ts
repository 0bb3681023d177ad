/** Registers a resource of ours with the SDK's server. */

import { ResourceTemplate } from "@modelcontextprotocol/server";
import type { ResourceDefinition } from "../../definitions/mod.ts";
import { readResource } from "../calls/read_resource.ts";
import { type RegistrationContext, toCompleter } from "./registration_context.ts";

/** Registers a resource, or a template where its URI has variables. */
export function registerResource(resource: ResourceDefinition, serving: RegistrationContext): void {
  const { name, title, description, uri, mimeType } = resource;
  const metadata = { title, description, ...mimeType !== undefined && { mimeType } };
  if (!uri.includes("{")) {
    serving.mcp.registerResource(name, uri, metadata, (url) => readResource(resource, url.href, {}, serving.desk));
    return;
  }
  const complete = Object.fromEntries(
    Object.entries(resource.complete ?? {}).map(([variable, values]) => [variable, toCompleter(values, serving)]),
  );
  const template = new ResourceTemplate(uri, { list: undefined, complete });
  serving.mcp.registerResource(
    name,
    template,
    metadata,
    (url, variables) => readResource(resource, url.href, decodeVariables(variables), serving.desk),
  );
}

function decodeVariables(variables: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, decodeURIComponent(String(value))]),
  );
}
