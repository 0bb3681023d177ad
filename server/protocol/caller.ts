/** Who calls and what its host can do: from the request where it says so (2026-07-28), else from the handshake. */

import {
  CLIENT_CAPABILITIES_META_KEY,
  CLIENT_INFO_META_KEY,
  type ClientCapabilities,
  type Implementation,
  type McpServer,
  PROTOCOL_VERSION_META_KEY,
  type ServerContext,
} from "@modelcontextprotocol/server";
import type { Actor } from "../../store/mod.ts";
import { toHostActor } from "./host_actor.ts";

export interface Caller {
  actor: Actor;
  /** The protocol revision that it speaks. */
  revision: string;
  /** Since 2026-07-28 each request carries its own context and questions are answers; before, they are requests. */
  era: "stateless" | "handshake";
  /** Can show forms to a person. A host that offers URL elicitation alone can't. */
  canElicit: boolean;
  canSample: boolean;
  hasRoots: boolean;
}

/** Reads the caller of a request. */
export function toCaller(context: ServerContext, mcp: McpServer): Caller {
  const envelope = context.mcpReq.envelope as Record<string, unknown> | undefined;
  const stateless = envelope?.[PROTOCOL_VERSION_META_KEY] as string | undefined;
  const info = (envelope?.[CLIENT_INFO_META_KEY] ?? mcp.server.getClientVersion()) as Implementation | undefined;
  const capabilities =
    (envelope?.[CLIENT_CAPABILITIES_META_KEY] ?? mcp.server.getClientCapabilities() ?? {}) as ClientCapabilities;
  return {
    actor: toHostActor(info, context.http?.authInfo),
    revision: stateless ?? mcp.server.getNegotiatedProtocolVersion() ?? "2024-11-05",
    era: stateless === undefined ? "handshake" : "stateless",
    canElicit: supportsForms(capabilities.elicitation),
    canSample: capabilities.sampling !== undefined,
    // A client that comes over the network has its files elsewhere: the paths of its roots are no paths of this machine.
    hasRoots: capabilities.roots !== undefined && context.http === undefined,
  };
}

/** `elicitation: {}` means forms (MCP, client/elicitation, "Capabilities"). */
function supportsForms(elicitation: ClientCapabilities["elicitation"]): boolean {
  if (elicitation === undefined) return false;
  return "form" in elicitation || !("url" in elicitation);
}
