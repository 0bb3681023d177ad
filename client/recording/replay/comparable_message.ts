/** Reduces messages to the parts that must match when a run is compared with its recording. */

import type { JSONRPCMessage } from "@modelcontextprotocol/client";

/** Members of `_meta` that differ between runs. */
const IGNORED_META = ["progressToken", "io.modelcontextprotocol/clientInfo"];

/**
 * Removes the parts of a client's message that differ between runs: its ID, and the program's version.
 *
 * @param isRootsResponse Whether it is the response to `roots/list`. Folders differ between machines.
 */
export function toComparable(message: JSONRPCMessage, isRootsResponse = false): Record<string, unknown> {
  const { jsonrpc: _jsonrpc, id: _id, ...rest } = message as Record<string, unknown>;
  if (isRootsResponse && "result" in rest) return { result: {} };
  if (typeof rest.params !== "object" || rest.params === null) return rest;
  const { _meta, ...params } = rest.params as Record<string, unknown>;
  if (rest.method === "initialize") delete params.clientInfo;
  if ("inputResponses" in params) params.inputResponses = omitRoots(params.inputResponses as object);
  const meta = Object.entries((_meta ?? {}) as object).filter(([name]) => !IGNORED_META.includes(name));
  return { ...rest, params: { ...params, ...meta.length > 0 && { _meta: Object.fromEntries(meta) } } };
}

/** Removes roots from input responses, which stateless revisions send with the next request. */
function omitRoots(responses: object): object {
  return Object.fromEntries(
    Object.entries(responses).map(([key, response]) => [key, isRoots(response) ? {} : response]),
  );
}

function isRoots(response: unknown): boolean {
  return typeof response === "object" && response !== null && "roots" in response;
}

/** Returns whether a message depends on timing, so that it is neither expected nor missed. */
export function isTimingDependent(message: JSONRPCMessage): boolean {
  return "method" in message && message.method === "notifications/cancelled";
}
