/** The code for all other messages, loaded as one chunk. */

import type { Transport } from "@modelcontextprotocol/server";
import { type ServerName, servers } from "../../definitions/mod.ts";
import type { ConnectedServer, ServerOptions } from "../../protocol/mod.ts";
import { connectServer } from "../../protocol/sdk/mod.ts";

/** Connects the SDK's server to the host. */
export function connectServerFor(
  server: ServerName,
  options: Omit<ServerOptions, "definition">,
  transport: Transport,
): ConnectedServer {
  return connectServer({ ...options, definition: servers[server] }, transport);
}
