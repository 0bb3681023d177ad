import type { ClientOptions } from "@modelcontextprotocol/client";

/** The revisions of MCP that begin with a handshake (`initialize`), the oldest first. */
const HANDSHAKE_REVISIONS = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"] as const;
/** The revisions without one, where every request says what it needs. */
const STATELESS_REVISIONS = ["2026-07-28"] as const;

/**
 * What may be asked for: `handshake` is the newest revision with a handshake that the server knows; `auto` is the newest
 * revision of all; any other is that revision and no other.
 */
export const PROTOCOLS = ["handshake", "auto", ...HANDSHAKE_REVISIONS, ...STATELESS_REVISIONS] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** How the SDK's client is told about it. */
export function getNegotiationOptions(
  protocol: Protocol,
): Pick<ClientOptions, "versionNegotiation" | "supportedProtocolVersions"> {
  if (protocol === "handshake") return {};
  if (protocol === "auto") return { versionNegotiation: { mode: "auto", probe: { timeoutMs: PROBE_TIMEOUT } } };
  if (isHandshake(protocol)) return { supportedProtocolVersions: [protocol] };
  return { versionNegotiation: { mode: { pin: protocol } } };
}

/** In milliseconds: a server that knows no revision without a handshake may leave the probe for one unanswered. */
const PROBE_TIMEOUT = 10_000;

function isHandshake(protocol: Protocol): protocol is (typeof HANDSHAKE_REVISIONS)[number] {
  return (HANDSHAKE_REVISIONS as readonly string[]).includes(protocol);
}
