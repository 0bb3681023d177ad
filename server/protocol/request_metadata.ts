/** What travels with every request of the revisions without sessions (MCP 2026-07-28, basic, "_meta"). */

import { isPlainObject } from "../../base/is_plain_object.ts";
import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  PROTOCOL_VERSION_META_KEY,
} from "@modelcontextprotocol/server";
import { hasOnlyMembers, isPlainCapabilities, isPlainImplementation } from "./messages.ts";
import { STATELESS_SINCE } from "./revisions.ts";

const MEMBERS = new Set([PROTOCOL_VERSION_META_KEY, CLIENT_INFO_META_KEY, CLIENT_CAPABILITIES_META_KEY]);

/** Whether a request's metadata are plainly that, and nothing that asks for progress or logs besides. */
export function isPlainEnvelope(meta: unknown): boolean {
  return isPlainObject(meta) && meta[PROTOCOL_VERSION_META_KEY] === STATELESS_SINCE &&
    isPlainImplementation(meta[CLIENT_INFO_META_KEY]) && isPlainCapabilities(meta[CLIENT_CAPABILITIES_META_KEY]) &&
    hasOnlyMembers(meta, MEMBERS);
}
