import { deserializeMessage, type JSONRPCMessage } from "@modelcontextprotocol/client";
import { isPlainObject } from "../../base/values/is_plain_object.ts";

/**
 * Parses a message. Null for `_meta` and `error` counts as absent: some servers write all members of a message.
 *
 * @throws If the text is not an MCP message.
 */
export function parseMessage(text: string): JSONRPCMessage {
  try {
    return deserializeMessage(text);
  } catch (error) {
    const message: unknown = JSON.parse(text);
    if (!isPlainObject(message)) throw error;
    return deserializeMessage(JSON.stringify(dropNullMembers(message)));
  }
}

function dropNullMembers({ error, result, params, ...message }: Record<string, unknown>): Record<string, unknown> {
  return {
    ...message,
    ...error !== null && error !== undefined && { error },
    ...result !== undefined && { result: dropNullMeta(result) },
    ...params !== undefined && { params: dropNullMeta(params) },
  };
}

function dropNullMeta(value: unknown): unknown {
  if (!isPlainObject(value) || value._meta !== null) return value;
  const { _meta, ...rest } = value;
  return rest;
}
