import { isLoopback } from "../values/mod.ts";
import type { Log } from "../output/mod.ts";

/** Warns about settings for a KV Connect server that work, but not safely or not for replicas. */
export function warnAboutRemoteStore(
  location: string,
  { http, stateKey }: { http: unknown; stateKey: string | undefined },
  log: Pick<Log, "warning">,
): void {
  const { protocol, hostname } = new URL(location);
  if (protocol === "http:" && !isLoopback(hostname.replace(/^\[|\]$/g, ""))) {
    log.warning(
      "--db {location} is unencrypted: the access token and all tickets cross the network in plain text. Use https://.",
      {
        location,
      },
    );
  }
  if (http !== undefined && stateKey === undefined) {
    log.warning(
      "SUPPORT_MCP_STATE_KEY is not set: calls that wait for an elicitation can only continue in this process. For " +
        "replicas, set it to the same value in all of them.",
    );
  }
}
