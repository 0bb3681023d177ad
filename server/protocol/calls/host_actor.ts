/** Hosts as actors in the history. */

import type { AuthInfo, Implementation } from "@modelcontextprotocol/server";
import type { Actor } from "../../../store/mod.ts";

/** The actor for a host's name and version, and for its principal over HTTP. */
export function toHostActor(info: Implementation | undefined, authInfo: AuthInfo | undefined): Actor {
  const principal = authInfo?.clientId;
  return {
    kind: "host",
    name: info?.name ?? "unknown host",
    version: info?.version ?? null,
    ...principal && { on_behalf_of: principal },
  };
}
