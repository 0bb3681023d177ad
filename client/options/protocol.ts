import type { ClientOptions } from "@modelcontextprotocol/client";

/** Revisions of MCP with a handshake (`initialize`), oldest first. */
const HANDSHAKE_REVISIONS = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"] as const;
/** Revisions without a handshake, in which every request is self-contained. */
const STATELESS_REVISIONS = ["2026-07-28"] as const;

/**
 * The supported choices: `handshake` is the newest revision with a handshake that the server supports; `auto` is the
 * newest revision of all; any other value is exactly that revision.
 */
export const PROTOCOLS = ["handshake", "auto", ...HANDSHAKE_REVISIONS, ...STATELESS_REVISIONS] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** Returns the SDK's negotiation options. */
export function getNegotiationOptions(
  protocol: Protocol,
): Pick<ClientOptions, "versionNegotiation" | "supportedProtocolVersions"> {
  if (protocol === "handshake") return {};
  if (protocol === "auto") return { versionNegotiation: { mode: "auto", probe: { timeoutMs: PROBE_TIMEOUT } } };
  if (isHandshake(protocol)) return { supportedProtocolVersions: [protocol] };
  return { versionNegotiation: { mode: { pin: protocol } } };
}

/** Time limit of the probe for stateless revisions, in milliseconds: older servers may not respond to it. */
const PROBE_TIMEOUT = 10_000;

function isHandshake(protocol: Protocol): protocol is (typeof HANDSHAKE_REVISIONS)[number] {
  return (HANDSHAKE_REVISIONS as readonly string[]).includes(protocol);
}
