/** The metadata of requests (`_meta`): progress tokens, and the context that a stateless request carries (MCP 2026-07-28). */

import { isPlainObject } from "../../../base/values/is_plain_object.ts";
import { isPlainCapabilities, isPlainImplementation } from "./capabilities.ts";
import { hasOnlyMembers } from "./messages.ts";
import type { Members } from "./normalize_message.ts";
import { STATELESS_SINCE } from "./revisions.ts";

/** The SDK exports these too, but it must not be loaded for them. */
export const META_KEYS = {
  protocolVersion: "io.modelcontextprotocol/protocolVersion",
  clientInfo: "io.modelcontextprotocol/clientInfo",
  clientCapabilities: "io.modelcontextprotocol/clientCapabilities",
  serverInfo: "io.modelcontextprotocol/serverInfo",
} as const;

const PROGRESS_TOKEN = new Set(["progressToken"]);

/** Checks that metadata asks for nothing but progress: some hosts send a token with every request. */
export function hasOnlyProgressToken(meta: Readonly<Members> | undefined): boolean {
  return meta === undefined || hasOnlyMembers(meta, PROGRESS_TOKEN);
}

const ENVELOPE = new Set<string>([META_KEYS.protocolVersion, META_KEYS.clientInfo, META_KEYS.clientCapabilities]);

/** Checks that metadata is certainly a valid context that asks for neither progress nor logs. The SDK judges others. */
export function isPlainEnvelope(meta: unknown): boolean {
  return isPlainObject(meta) && meta[META_KEYS.protocolVersion] === STATELESS_SINCE &&
    isPlainImplementation(meta[META_KEYS.clientInfo]) && isPlainCapabilities(meta[META_KEYS.clientCapabilities]) &&
    hasOnlyMembers(meta, ENVELOPE);
}

/** Adds the members of every stateless result (MCP 2026-07-28, schema, "Result" and "CacheableResult"). */
export function stampResult(method: string, result: Members, serverInfo: unknown): Members {
  result.resultType = "complete";
  if (method === "resources/read") {
    result.ttlMs = 0;
    result.cacheScope = "private";
  }
  result._meta = { ...result._meta as Members | undefined, [META_KEYS.serverInfo]: serverInfo };
  return result;
}
