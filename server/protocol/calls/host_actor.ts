/** Hosts as actors in the history. */

import type { AuthInfo, Implementation } from "@modelcontextprotocol/server";
import { toOneLine } from "../../../base/one_line.ts";
import { type Actor, LIMITS } from "../../../store/mod.ts";

/** The actor for a host's name and version, and for its principal over HTTP. */
export function toHostActor(info: Implementation | undefined, authInfo: AuthInfo | undefined): Actor {
  const principal = authInfo?.clientId;
  return {
    kind: "host",
    name: toName(info?.name ?? "") || "unknown host",
    version: info === undefined ? null : toName(info.version),
    ...principal && { on_behalf_of: principal },
  };
}

/** Limits what a host says of itself: it is shown in every history. */
function toName(text: string): string {
  return toOneLine(text.slice(0, 2 * LIMITS.name)).slice(0, LIMITS.name).toWellFormed();
}
