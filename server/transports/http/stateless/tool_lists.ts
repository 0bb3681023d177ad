/** The list of tools for stateless clients, kept as text. The SDK would create a server and every schema for each request. */

import type { JSONRPCMessage, JSONRPCRequest } from "@modelcontextprotocol/server";
import { supportsApps } from "../../../apps/mod.ts";
import { hasOnlyMembers, isPlainEnvelope, JsonResult, META_KEYS, STATELESS_SINCE } from "../../../protocol/mod.ts";
import type { Scope } from "../auth/mod.ts";
import { createJsonResponse, type IncomingRequest } from "../wire/mod.ts";

const METADATA_ONLY = new Set(["_meta"]);

/** Keeps the lists that the SDK has sent. They differ only by scope, and by whether the client shows MCP Apps. */
export class ToolLists {
  readonly #results = new Map<string, JsonResult>();

  /** @returns Undefined if the SDK must answer the message. */
  tryHandle(incoming: IncomingRequest, message: JSONRPCRequest, scope: Scope): Response | undefined {
    const key = toKey(incoming, message, scope);
    const result = key === undefined ? undefined : this.#results.get(key);
    return result && createJsonResponse({ result, jsonrpc: "2.0", id: message.id });
  }

  /** Keeps the SDK's list for the next client. Other responses pass. */
  async keep(incoming: IncomingRequest, message: JSONRPCMessage, scope: Scope, response: Response): Promise<Response> {
    const key = "id" in message && "method" in message ? toKey(incoming, message, scope) : undefined;
    if (key === undefined || response.headers.get("content-type") !== "application/json") return response;
    const text = await response.text();
    const { result } = JSON.parse(text);
    if (result !== undefined) this.#results.set(key, new JsonResult(JSON.stringify(result)));
    return new Response(text, response);
  }
}

/** Returns undefined unless the message is certainly valid, and asks for the whole list and nothing else. */
function toKey(
  { request: { headers }, revision }: IncomingRequest,
  { method, params = {} }: JSONRPCRequest,
  scope: Scope,
): string | undefined {
  const isList = method === "tools/list" && headers.get("mcp-method") === method && !headers.has("mcp-name");
  if (!isList || revision !== STATELESS_SINCE || !isPlainEnvelope(params._meta)) return undefined;
  if (!hasOnlyMembers(params, METADATA_ONLY)) return undefined;
  return `${scope} ${supportsApps(params._meta?.[META_KEYS.clientCapabilities])}`;
}
