/** The caller of a request: from its metadata since MCP 2026-07-28, before that from the handshake alone. */

import type { ClientCapabilities, Implementation, McpServer, ServerContext } from "@modelcontextprotocol/server";
import { supportsApps } from "../../../apps/mod.ts";
import { isStatelessRevision, META_KEYS, supportsForms } from "../../messages/mod.ts";

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
  const revision = mcp.server.getNegotiatedProtocolVersion() ?? "2024-11-05";
  const isStateless = isStatelessRevision(revision);
  // A request of a session cannot declare more than the handshake did, whatever its metadata says.
  const envelope = isStateless ? context.mcpReq.envelope as Record<string, unknown> | undefined : undefined;
  const info = (envelope?.[META_KEYS.clientInfo] ?? mcp.server.getClientVersion()) as Implementation | undefined;
  const capabilities =
    (envelope?.[META_KEYS.clientCapabilities] ?? mcp.server.getClientCapabilities() ?? {}) as ClientCapabilities;
  return {
    info,
    revision,
    era: isStateless ? "stateless" : "handshake",
    canElicit: supportsForms(capabilities.elicitation),
    canSample: capabilities.sampling !== undefined,
    // The files of a client in the network are elsewhere: its roots are not paths of this machine.
    hasRoots: capabilities.roots !== undefined && context.http === undefined,
    hasApps: supportsApps(capabilities),
  };
}
