/** Reading a resource of ours. */

import type { ReadResourceResult } from "@modelcontextprotocol/server";
import type { Desk } from "../store/mod.ts";
import type { ResourceContent, ResourceDefinition } from "./definition.ts";
import { readFailure } from "./results.ts";

/**
 * Reads a resource.
 *
 * @param variables Of its URI, decoded.
 * @throws {RpcError} When there is no such thing.
 */
export async function readResource(
  resource: ResourceDefinition,
  uri: string,
  variables: Record<string, string>,
  desk: Promise<Desk>,
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
