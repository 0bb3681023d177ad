/** Registers a resource of ours with the SDK's server. */

import { type ReadResourceResult, ResourceTemplate } from "@modelcontextprotocol/server";
import type { ResourceContent, ResourceDefinition } from "./definition.ts";
import { readFailure } from "./results.ts";
import { completing, type Serving } from "./serving.ts";

/** Registers a resource, or a template where its URI has variables. */
export function registerResource(resource: ResourceDefinition, serving: Serving): void {
  const { name, title, description, uri, mimeType } = resource;
  const metadata = { title, description, ...mimeType !== undefined && { mimeType } };
  if (!uri.includes("{")) {
    serving.mcp.registerResource(name, uri, metadata, (url) => readResource(resource, url.href, {}, serving));
    return;
  }
  const complete = Object.fromEntries(
    Object.entries(resource.complete ?? {}).map(([variable, values]) => [variable, completing(values, serving)]),
  );
  const template = new ResourceTemplate(uri, { list: undefined, complete });
  serving.mcp.registerResource(
    name,
    template,
    metadata,
    (url, variables) => readResource(resource, url.href, decoded(variables), serving),
  );
}

/**
 * Reads a resource.
 *
 * @param variables Of its URI, decoded.
 * @throws {ProtocolError} When there is no such thing.
 */
export async function readResource(
  resource: ResourceDefinition,
  uri: string,
  variables: Record<string, string>,
  { desk }: Pick<Serving, "desk">,
): Promise<ReadResourceResult> {
  try {
    const content = await resource.read(variables, await desk);
    const mimeType = content.mimeType ?? resource.mimeType;
    return { contents: [{ uri, ...mimeType !== undefined && { mimeType }, ...onTheWire(content) }] };
  } catch (error) {
    throw readFailure(error, uri);
  }
}

function onTheWire(content: ResourceContent): { text: string } | { blob: string } {
  return "text" in content ? { text: content.text } : { blob: content.blob.toBase64() };
}

function decoded(variables: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, decodeURIComponent(String(value))]),
  );
}
