/** What somebody should know who keeps a desk on a KV Connect server. */

import { isLoopback } from "../values/http_address.ts";
import type { Log } from "../output/log.ts";

/** Warns of what works, but not as it should. */
export function warnAboutRemoteStore(
  location: string,
  { http, stateKey }: { http: unknown; stateKey: string | undefined },
  log: Pick<Log, "warning">,
): void {
  const { protocol, hostname } = new URL(location);
  if (protocol === "http:" && !isLoopback(hostname.replace(/^\[|\]$/g, ""))) {
    log.warning(
      "The access token and all tickets cross the network to {location} unencrypted: name it with https://.",
      {
        location,
      },
    );
  }
  if (http !== undefined && stateKey === undefined) {
    log.warning(
      "Only this process takes the answers to its questions: for replicas, set SUPPORT_MCP_STATE_KEY to one value for all.",
    );
  }
}
