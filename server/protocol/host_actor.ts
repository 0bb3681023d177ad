/** Hosts as the history names them. */

import type { AuthInfo, Implementation } from "@modelcontextprotocol/server";
import type { Actor } from "../../store/mod.ts";

/**
 * The host that calls.
 *
 * @param info What it says of itself.
 * @param authInfo Of whom it came in with, over HTTP.
 */
export function toHostActor(info: Implementation | undefined, authInfo: AuthInfo | undefined): Actor {
  const holder = authInfo?.clientId;
  return {
    kind: "host",
    name: info?.name ?? "unknown host",
    version: info?.version ?? null,
    ...holder && { on_behalf_of: holder },
  };
}
