/** What travels with every request of the revisions without sessions (MCP 2026-07-28, basic, "_meta"). */

import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
} from "@modelcontextprotocol/server";
import { isPlainCapabilities, isPlainHost } from "../opening/plain_message.ts";
import { STATELESS_SINCE } from "./era.ts";

/** Whether a request's metadata are plainly that, and nothing that asks for progress or logs besides. */
export function isPlainEnvelope(meta: unknown): boolean {
  if (typeof meta !== "object" || meta === null) return false;
  const {
    [PROTOCOL_VERSION_META_KEY]: revision,
    [CLIENT_INFO_META_KEY]: info,
    [CLIENT_CAPABILITIES_META_KEY]: capabilities,
    ...more
  } = meta as Record<string, unknown>;
  return revision === STATELESS_SINCE && isPlainHost(info) && isPlainCapabilities(capabilities) &&
    Object.keys(more).length === 0;
}
