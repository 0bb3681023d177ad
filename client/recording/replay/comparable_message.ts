/** What of a message counts when a run is compared with its recording. */

import type { JSONRPCMessage } from "@modelcontextprotocol/client";

/** Members of `_meta` that name requests, or the program that makes them. */
const IGNORED_META = ["progressToken", "io.modelcontextprotocol/clientInfo"];

/**
 * A client's message without what differs from run to run: its number, and the program's version.
 *
 * @param answersRoots Whether it answers the question for folders, which are others on every machine.
 */
export function toComparable(message: JSONRPCMessage, answersRoots = false): Record<string, unknown> {
  const { jsonrpc: _jsonrpc, id: _id, ...rest } = message as Record<string, unknown>;
  if (answersRoots && "result" in rest) return { result: {} };
  if (typeof rest.params !== "object" || rest.params === null) return rest;
  const { _meta, ...params } = rest.params as Record<string, unknown>;
  if (rest.method === "initialize") delete params.clientInfo;
  if ("inputResponses" in params) params.inputResponses = omitRoots(params.inputResponses as object);
  const meta = Object.entries((_meta ?? {}) as object).filter(([name]) => !IGNORED_META.includes(name));
  return { ...rest, params: { ...params, ...meta.length > 0 && { _meta: Object.fromEntries(meta) } } };
}

/** In the revisions without a handshake answers travel in the next request. */
function omitRoots(answers: object): object {
  return Object.fromEntries(
    Object.entries(answers).map(([key, answer]) => [key, isRoots(answer) ? {} : answer]),
  );
}

function isRoots(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "roots" in answer;
}

/** Whether a client sends a message when its timing has it so: such a message is neither expected nor missed. */
export function isTimingDependent(message: JSONRPCMessage): boolean {
  return "method" in message && message.method === "notifications/cancelled";
}
