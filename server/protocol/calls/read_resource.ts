import type { ReadResourceResult } from "@modelcontextprotocol/server";
import type { ResourceContent, ResourceDefinition } from "../../definitions/mod.ts";
import { toReadError } from "./results.ts";
import { readUserName, type ToolCall } from "./run_tool.ts";

/** The desk, and the caller. */
type ReadCall = Pick<ToolCall, "desk" | "authInfo" | "user">;

type Contents = ReadResourceResult["contents"][number];

/**
 * Reads a resource.
 *
 * @param variables The variables of its URI, decoded.
 * @throws {RpcError} If what the URI names does not exist.
 */
export async function readResource(
  resource: ResourceDefinition,
  uri: string,
  variables: Record<string, string>,
  call: ReadCall,
): Promise<ReadResourceResult> {
  try {
    const { tickets, customers, knowledge, settings, approvals } = await call.desk;
    const userName = await readUserName(call, { settings });
    const getUserName = () => userName;
    const content = await resource.read(variables, { tickets, customers, knowledge, settings, approvals, getUserName });
    return { contents: [toContents(uri, content, content.mimeType ?? resource.mimeType)] };
  } catch (error) {
    throw toReadError(error, uri);
  }
}

function toContents(uri: string, content: ResourceContent, mimeType: string | undefined): Contents {
  const head = mimeType === undefined ? { uri } : { uri, mimeType };
  const tail = content.metadata === undefined ? {} : { _meta: content.metadata };
  return "text" in content
    ? { ...head, text: content.text, ...tail }
    : { ...head, blob: content.blob.toBase64(), ...tail };
}
