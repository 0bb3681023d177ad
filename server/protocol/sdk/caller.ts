/** The caller of a request: from its metadata where they name it (MCP 2026-07-28), else from the handshake. */

import type { ClientCapabilities, Implementation, McpServer, ServerContext } from "@modelcontextprotocol/server";
import { supportsApps } from "../../apps/mod.ts";
import { META_KEYS, supportsForms } from "../messages/mod.ts";

export interface Caller {
  /** Its name and version. */
  info: Implementation | undefined;
  /** The protocol revision. */
  revision: string;
  /** Stateless since 2026-07-28: the server's requests to the client travel in results. Before, they are requests. */
  era: "stateless" | "handshake";
  /** It can show forms to a person. URL elicitation alone is not enough. */
  canElicit: boolean;
  canSample: boolean;
  hasRoots: boolean;
  /** It shows the page of MCP Apps. */
  hasApps: boolean;
}

/** Reads the caller from the context of a request. */
export function toCaller(context: ServerContext, mcp: McpServer): Caller {
  const envelope = context.mcpReq.envelope as Record<string, unknown> | undefined;
  const stateless = envelope?.[META_KEYS.protocolVersion] as string | undefined;
  const info = (envelope?.[META_KEYS.clientInfo] ?? mcp.server.getClientVersion()) as Implementation | undefined;
  const capabilities =
    (envelope?.[META_KEYS.clientCapabilities] ?? mcp.server.getClientCapabilities() ?? {}) as ClientCapabilities;
  return {
    info,
    revision: stateless ?? mcp.server.getNegotiatedProtocolVersion() ?? "2024-11-05",
    era: stateless === undefined ? "handshake" : "stateless",
    canElicit: supportsForms(capabilities.elicitation),
    canSample: capabilities.sampling !== undefined,
    // The files of a client in the network are elsewhere: its roots are not paths of this machine.
    hasRoots: capabilities.roots !== undefined && context.http === undefined,
    hasApps: supportsApps(capabilities),
  };
}
